// SPDX-License-Identifier: MIT

import Logging
import ServiceLifecycle
import ShoeboxKit
import ShoeboxReports

/// Finds out what changes the library, in this process or in another one, while somebody listens.
struct LibraryWatcher: Service {
  /// Connections through which nothing goes are cut by routers and proxies, and a client that is gone is only noticed
  /// when something is sent.
  private static let heartbeat = 15

  let library: PhotoLibrary
  let indexing: IndexingControl
  let hub: EventHub
  let queue: WorkQueue
  let log: Logger

  func run() async throws {
    await withGracefulShutdownHandler {
      var second = 0
      while !Task.isShuttingDownGracefully {
        // Ends early when the server does.
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
        if Task.isCancelled { break }
        guard hub.hasListeners else { continue }
        second += 1
        if second.isMultiple(of: Self.heartbeat) { hub.wake() }
        // Work that hangs on a disk must not keep the listeners from being told to stop.
        await cancelWhenGracefulShutdown { await look() }
      }
    } onGracefulShutdown: {
      // Streams never end by themselves, and whoever waits for their end would wait for ever.
      hub.close()
    }
  }

  /// Tells of the present state.
  func look() async {
    do {
      try await queue.run { [library, indexing, hub] in
        hub.publish(.indexing, Array(try ReportEncoder.encode(indexing.report())))
        hub.publish(.library, Array(try ReportEncoder.encode(library.counts())))
      }
    } catch is CancellationError {
    } catch {
      log.debug("The library could not be looked at: \(error)")
    }
  }
}
