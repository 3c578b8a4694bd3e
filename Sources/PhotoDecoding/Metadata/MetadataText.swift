// SPDX-License-Identifier: MIT

extension String {
  /// Text as cameras leave it in metadata, made presentable.
  ///
  /// It ends at the first NUL, loses control characters and the spaces around it, and is cut at 100
  /// characters. Bytes that are not UTF-8 are taken for Latin-1, as EXIF has no other way to write
  /// an accent. Nil if nothing with a letter or a digit is left: cameras fill unused fields with
  /// dashes and blanks.
  ///
  /// - Parameter bytes: The raw value.
  init?(metadata bytes: some Sequence<UInt8>) {
    let bytes = bytes.prefix { $0 != 0 }.prefix(400)
    let scalars =
      String(validating: bytes, as: UTF8.self)?.unicodeScalars.map { $0 }
      ?? bytes.map { Unicode.Scalar($0) }
    var text = String.UnicodeScalarView()
    for scalar in scalars where !scalar.properties.generalCategory.isControl {
      text.append(scalar)
    }
    let words = String(text).split { $0.isWhitespace }.joined(separator: " ").prefix(100)
    guard words.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    self.init(words)
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isControl: Bool { self == .control || self == .format || self == .unassigned }
}
