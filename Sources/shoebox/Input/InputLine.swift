// SPDX-License-Identifier: MIT

import ShoeboxKit
import SystemPackage

/// What a line of standard input stands for, or why it stands for nothing.
enum InputLine {
  /// A sentence.
  static func text(_ line: [UInt8]) -> Result<String, ShoeboxError> {
    guard line.count <= InputLines.longestLine else { return .failure(tooLong) }
    guard let text = String(validating: line, as: UTF8.self) else {
      return .failure(ShoeboxError(.badInput, "The line is not UTF-8 text."))
    }
    return .success(text)
  }

  /// A path.
  static func path(_ line: [UInt8]) -> Result<FilePath, ShoeboxError> {
    guard line.count <= InputLines.longestLine else { return .failure(tooLong) }
    guard !line.contains(0) else {
      return .failure(ShoeboxError(.badInput, "The line holds a zero byte, which no path does."))
    }
    return .success(FilePath(bytes: line))
  }

  private static let tooLong = ShoeboxError(
    .badInput,
    "The line is longer than \(InputLines.longestLine) bytes."
  )
}
