// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What the device behind a descriptor can show.
package struct Terminal: Sendable {
  /// Whether a person looks at it, and no file or pipe takes it.
  package let isTerminal: Bool

  /// Whether a line on it can be drawn again: a terminal that is not `TERM=dumb`.
  package let canRedraw: Bool

  /// Whether colours and bold type are wanted: not with `NO_COLOR` (https://no-color.org).
  package let usesColor: Bool

  /// Whether the locale is a UTF-8 one, so that blocks and ellipses can be drawn.
  package let usesUnicode: Bool

  private let currentColumns: @Sendable () -> Int

  /// How many cells a line has now; a person may change it at any time.
  package var columns: Int { currentColumns() }

  /// The terminal behind a descriptor, if there is one.
  ///
  /// - Parameters:
  ///   - descriptor: 1 or 2, as a rule.
  ///   - environment: The variables of the process.
  package init(
    descriptor: CInt,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.init(isTerminal: isatty(descriptor) == 1, environment: environment) {
      Self.reportedColumns(of: descriptor)
    }
  }

  /// A terminal as described, for tests.
  ///
  /// - Parameters:
  ///   - isTerminal: Whether there is one.
  ///   - environment: `TERM`, `NO_COLOR`, `COLUMNS` and the locale.
  ///   - columns: Its width when asked; nil where the system does not know it.
  package init(
    isTerminal: Bool,
    environment: [String: String],
    columns: @escaping @Sendable () -> Int?
  ) {
    self.isTerminal = isTerminal
    canRedraw = isTerminal && environment["TERM"].map { $0 != "dumb" && !$0.isEmpty } ?? false
    usesColor = canRedraw && environment["NO_COLOR"].map(\.isEmpty) ?? true
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let encoding = locale?.lowercased() ?? ""
    usesUnicode = encoding.contains("utf-8") || encoding.contains("utf8")
    let fallback = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80
    currentColumns = { columns() ?? fallback }
  }

  /// The width that the terminal's own driver reports.
  private static func reportedColumns(of descriptor: CInt) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, numericCast(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}

extension Terminal {
  /// How text can be set off from other text.
  package enum Style: String, Sendable {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  /// The text in a style, or as it is where no colours are wanted.
  package func styled(_ text: String, _ style: Style) -> String {
    usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
