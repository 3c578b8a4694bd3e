// SPDX-License-Identifier: MIT

import ShoeboxKit

extension CommandLine {
  /// The arguments behind the program's name, as the system has them.
  ///
  /// `arguments` has U+FFFD in place of what is not UTF-8, and no way back; here it is escaped.
  static var escapedArguments: [String] {
    UnsafeBufferPointer(start: unsafeArgv, count: Int(argc)).dropFirst().compactMap { argument in
      guard let argument else { return nil }
      let characters = UnsafeBufferPointer(start: argument, count: length(of: argument))
      return EscapedBytes.text(characters.map { UInt8(bitPattern: $0) })
    }
  }

  private static func length(of text: UnsafePointer<CChar>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }
}
