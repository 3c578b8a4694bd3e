// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// How the process ends after an error.
///
/// The numbers are those of `sysexits.h` where it has one.
enum ExitStatus {
  /// Says what went wrong, on standard error.
  ///
  /// - Parameter error: What was thrown.
  /// - Returns: The status to exit with.
  static func report(_ error: any Error) -> Int32 {
    switch error {
    case let status as ExitCode:
      return status.rawValue
    case let error as OutputError where error.code == .readerGone:
      return 0
    case let error as OutputError:
      Output.note("shoebox: \(error.message)")
      return 74
    case let error where Shoebox.exitCode(for: error) != .failure:
      // The parser's own: help and version, which are no errors, and wrong usage.
      let status = Shoebox.exitCode(for: error)
      do {
        try Output.write(
          EscapedBytes.repaired(Shoebox.fullMessage(for: error)),
          isError: status != .success
        )
        return status.rawValue
      } catch {
        return report(error)
      }
    default:
      let error = ShoeboxError(describing: error)
      Output.note("shoebox: \(EscapedBytes.repaired(error.message))")
      return status(of: error.code)
    }
  }

  private static func status(of code: ShoeboxError.Code) -> Int32 {
    switch code {
    case .usage: 64
    case .badInput: 65
    case .noInput: 66
    case .unavailable: 69
    case .busy: 75
    default: 74
    }
  }
}
