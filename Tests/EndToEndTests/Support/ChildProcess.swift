// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A child process that gets exactly three descriptors and no blocked or ignored signals.
///
/// Foundation's `Process` learns of a child's end through a descriptor that other children may hold as well, so that
/// tests that run beside each other would wait for each other, and sometimes for ever.
final class ChildProcess {
  /// How a process ended.
  enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The system's number of the process.
  let identifier: pid_t

  private var ending: Ending?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - arguments: Without the program's own name; no zero bytes.
  ///   - environment: All that the program sees.
  ///   - folder: Its working directory.
  ///   - descriptors: Its standard input, output and error, closed on exec as everything else is.
  /// - Throws: `POSIXError` if it cannot be started.
  init(
    _ path: String,
    arguments: [[UInt8]],
    environment: [String: String],
    folder: String,
    descriptors: [CInt]
  ) throws {
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    var attributes: posix_spawnattr_t?
    #else
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(target))
    }

    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, every) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&every)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &every)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // A shell that becomes the program: not every C library can set the working directory of a child.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, path]
    let all = shell.map { Array($0.utf8) } + arguments
    var words = all.map { strdup(($0 + [0]).map { CChar(bitPattern: $0) }) } + [nil]
    var settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, shell[0], &actions, &attributes, &words, &settings)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    self.identifier = identifier
  }

  deinit {
    if ending == nil {
      kill(identifier, SIGKILL)
      _ = wait(seconds: .infinity)
    }
  }

  /// Sends a signal, unless the process has ended.
  func send(_ signal: Int32) {
    if ending == nil { kill(identifier, signal) }
  }

  /// Waits for the end.
  ///
  /// - Parameter seconds: For how long.
  /// - Returns: How the process ended; nil if it still runs.
  func wait(seconds: Double) -> Ending? {
    let start = ContinuousClock.now
    while ending == nil {
      var status: Int32 = 0
      let result = waitpid(identifier, &status, WNOHANG)
      if result == identifier {
        let signal = status & 0x7F
        ending = signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
      } else if (ContinuousClock.now - start) / .seconds(1) >= seconds {
        break
      } else {
        usleep(500)
      }
    }
    return ending
  }
}
