// SPDX-License-Identifier: MIT

import Foundation

/// The part of a file that a client asks for.
///
/// One part: several would have to be answered in several pieces, which nothing that shows photos asks for; such a
/// request gets the whole file, as a server may.
///
/// - Source: RFC 9110, section 14.
package enum ByteRange: Equatable, Sendable {
  case whole
  case part(Range<Int64>)
  /// Nothing of what is asked for is there.
  case unsatisfiable

  /// Reads a `Range` header.
  ///
  /// - Parameters:
  ///   - field: Its value; what cannot be read means the whole file.
  ///   - size: Of the file.
  package init(_ field: String?, of size: Int64) {
    guard let field, field.lowercased().hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let bounds = field.dropFirst("bytes=".count).split(
      separator: "-",
      omittingEmptySubsequences: false
    )
    .map { $0.trimmingCharacters(in: .whitespaces) }
    guard bounds.count == 2 else {
      self = .whole
      return
    }
    switch (Self.number(bounds[0]), Self.number(bounds[1])) {
    case (let first?, let last?) where first <= last:
      self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
    case (let first?, nil) where bounds[1].isEmpty:
      self = first < size ? .part(first..<size) : .unsatisfiable
    case (nil, let count?) where bounds[0].isEmpty:
      // The last bytes.
      self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
    default: self = .whole
    }
  }

  /// Digits as a number; what is too large for one is larger than any file.
  private static func number(_ text: String) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text) ?? .max - 1
  }
}
