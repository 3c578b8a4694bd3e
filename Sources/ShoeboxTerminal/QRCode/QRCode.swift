// SPDX-License-Identifier: MIT

import CQRCode

/// A QR code that a terminal can show and a phone can read off it.
package struct QRCode: Sendable {
  /// The light frame that readers need: 4 modules by the standard (ISO/IEC 18004, section 5.3.8).
  private static let frame = 4

  private let side: Int
  private let modules: [UInt8]

  /// A code for a text.
  ///
  /// - Returns: nil for a text that is empty, has a zero in it, or is longer than some 2,900 bytes.
  package init?(_ text: String) {
    guard !text.isEmpty, !text.utf8.contains(0) else { return nil }
    var modules = [UInt8](repeating: 0, count: 177 * 177)
    side = sb_qr_encode(text, &modules, modules.count)
    guard side > 0 else { return nil }
    self.modules = Array(modules.prefix(side * side))
  }

  /// The code in lines of half blocks, dark on light whatever the terminal's colours are.
  ///
  /// - Returns: Lines of equal width, each with the codes for its colours.
  package var lines: [String] {
    let range = -Self.frame..<side + Self.frame
    return stride(from: range.lowerBound, to: range.upperBound, by: 2).map { row in
      let cells = range.map { column in
        switch (isDark(row, column), isDark(row + 1, column)) {
        case (true, true): "█"
        case (true, false): "▀"
        case (false, true): "▄"
        case (false, false): " "
        }
      }
      // Black on white.
      return "\u{1B}[38;2;0;0;0;48;2;255;255;255m\(cells.joined())\u{1B}[0m"
    }
  }

  private func isDark(_ row: Int, _ column: Int) -> Bool {
    guard (0..<side).contains(row), (0..<side).contains(column) else { return false }
    return modules[row * side + column] != 0
  }
}
