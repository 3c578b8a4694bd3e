// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A question that has to be answered before something happens that a user may not want.
enum Confirmation {
  /// Asks.
  ///
  /// - Parameters:
  ///   - question: Answered with yes or no.
  ///   - option: The option that answers yes, for programs.
  /// - Throws: ``ShoeboxError`` `.usage` if nobody is there to answer; `ExitCode` 1 if the answer is no.
  static func ask(_ question: String, instead option: String) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw ShoeboxError(.usage, "Nobody is there to be asked. Say \(option) to go on.")
    }
    try? StandardStreams.error.write("\(question) [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    guard ["y", "yes"].contains(answer) else {
      Output.note("Nothing was done.")
      throw ExitCode(1)
    }
  }
}
