// SPDX-License-Identifier: MIT

import Dispatch
import Foundation

/// Reacts to Ctrl-C and to a request to terminate: the first one asks the run to stop, the second ends the process.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Listens from now on.
  ///
  /// - Parameters:
  ///   - note: Writes a line for the user.
  ///   - stop: Asks the run to stop.
  init(note: @escaping @Sendable (String) -> Void, stop: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // From now on the signal has its ordinary effect: whoever insists gets out at once.
        signal(number, SIG_DFL)
        note("Stopping after the photos in hand. Once more to stop at once.")
        stop()
      }
      source.resume()
      return source
    }
  }

  func end() {
    for source in sources { source.cancel() }
  }
}
