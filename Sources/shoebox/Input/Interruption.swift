// SPDX-License-Identifier: MIT

import Dispatch
import Foundation

/// Reacts to Ctrl-C and to a request to terminate: the first one asks the run to stop, the second ends the process.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(_ stop: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // From now on the signal has its ordinary effect: whoever insists gets out at once.
        signal(number, SIG_DFL)
        Output.note("Stopping after the photos in hand. Once more to stop at once.")
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
