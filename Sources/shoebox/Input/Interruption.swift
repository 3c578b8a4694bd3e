// SPDX-License-Identifier: MIT

import Dispatch
import Foundation

/// Reacts to Ctrl-C and to a request to terminate: the first one asks the run to stop, the second ends the process.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  /// Listens from now on.
  ///
  /// - Parameters:
  ///   - words: What to say when the first signal comes.
  ///   - note: Writes a line for the user.
  ///   - stop: Asks the run to stop.
  init(
    saying words: String = "Stopping after the photos in hand. Once more to stop at once.",
    note: @escaping @Sendable (String) -> Void,
    stop: @escaping @Sendable () -> Void
  ) {
    let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // From now on signals have their ordinary effect: whoever insists gets out at once.
        for handled in numbers { signal(handled, SIG_DFL) }
        note(words)
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

/// Whether whoever started this process had it ignore a signal, as `nohup` does: then it stays so.
private func isIgnored(_ number: Int32) -> Bool {
  var current = sigaction()
  guard sigaction(number, nil, &current) == 0 else { return false }
  #if canImport(Darwin)
  let handler = current.__sigaction_u.__sa_handler
  #else
  let handler = current.__sigaction_handler.sa_handler
  #endif
  // Handlers cannot be compared in Swift; SIG_IGN is the address 1 everywhere.
  return unsafeBitCast(handler, to: Int.self) == 1
}
