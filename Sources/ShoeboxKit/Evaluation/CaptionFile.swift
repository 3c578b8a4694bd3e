// SPDX-License-Identifier: MIT

/// Photos and the captions that people wrote for them.
///
/// The file is UTF-8 text with one caption a line: the path of the photo, a tab, the caption. A
/// photo with several captions has several lines. Paths are relative to the folder of the file, or
/// absolute, and may hold any bytes but tab, line feed and NUL. Lines end with a line feed, with or
/// without a carriage return before it; blank lines and a byte order mark are passed over.
package struct CaptionFile: Sendable, Equatable {
  /// One line.
  package struct Caption: Sendable, Equatable {
    /// Which of ``photos`` it describes.
    package let photo: Int
    /// The sentence, without white space around it.
    package let text: String
  }

  /// The bounds of what is read, so that a wrong file ends with a sentence and not with the memory.
  package enum Limits {
    package static let byteCount = 256 << 20
    package static let lineByteCount = 64 << 10
  }

  /// The photos in the order of their first caption: raw bytes of paths, relative ones with the
  /// folder of the file put in front of them.
  package private(set) var photos: [[UInt8]] = []

  /// The captions in the order of their lines; at least one.
  package private(set) var captions: [Caption] = []

  /// Reads the file at `path`.
  ///
  /// - Parameter path: Raw bytes.
  /// - Throws: ``ShoeboxError`` `.noInput` or `.inputOutput` where the file cannot be read,
  ///   `.badInput` as for ``init(parsing:path:)``.
  package init(contentsOf path: [UInt8]) throws(ShoeboxError) {
    let bytes = try BoundedFile.contents(of: path, limit: Limits.byteCount)
    try self.init(parsing: bytes, path: path)
  }

  /// Reads the contents of a caption file.
  ///
  /// - Parameters:
  ///   - bytes: The contents.
  ///   - path: Where the file lies: raw bytes, for the folder of relative paths and for messages.
  /// - Throws: ``ShoeboxError`` `.badInput` with the number of the line that cannot be read, or
  ///   where there is none.
  /// - Complexity: O(n) for n bytes.
  package init(parsing bytes: [UInt8], path: [UInt8]) throws(ShoeboxError) {
    let name = String(decoding: path, as: UTF8.self)
    let folder = path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[...$0]) } ?? []
    var photoOfPath: [ArraySlice<UInt8>: Int] = [:]
    for (index, line) in Self.lines(of: bytes).enumerated() {
      do throws(Flaw) {
        guard let (written, text) = try Self.fields(of: line) else { continue }
        let photo = photoOfPath[written] ?? photos.count
        if photo == photos.count {
          photoOfPath[written] = photo
          photos.append(written.first == UInt8(ascii: "/") ? Array(written) : folder + written)
        }
        captions.append(Caption(photo: photo, text: text))
      } catch {
        throw ShoeboxError(.badInput, "Line \(index + 1) of \(name) \(error.predicate).")
      }
    }
    guard !captions.isEmpty else {
      throw ShoeboxError(
        .badInput,
        "\(name) holds no captions: write a path, a tab and a caption on every line."
      )
    }
  }

  /// What is wrong with a line.
  private struct Flaw: Error {
    /// How the sentence about the line goes on.
    let predicate: String
  }

  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    return bytes[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }

  /// Splits a line; nil where it is blank.
  private static func fields(
    of line: ArraySlice<UInt8>
  ) throws(Flaw) -> (path: ArraySlice<UInt8>, text: String)? {
    guard line.count <= Limits.lineByteCount else {
      throw Flaw(predicate: "is longer than \(Limits.lineByteCount) bytes")
    }
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) { return nil }
    guard !line.contains(0) else {
      throw Flaw(predicate: "holds a NUL byte: save the file as UTF-8 text")
    }
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else {
      throw Flaw(predicate: "has no tab: write a path, a tab and a caption")
    }
    guard tab > line.startIndex else {
      throw Flaw(predicate: "has no path in front of the tab")
    }
    guard let text = String(validating: line[(tab + 1)...], as: UTF8.self) else {
      throw Flaw(predicate: "has a caption that is not UTF-8: save the file as UTF-8 text")
    }
    let scalars = text.unicodeScalars
    let isWord = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: isWord), let last = scalars.lastIndex(where: isWord)
    else {
      throw Flaw(predicate: "has no caption behind the tab")
    }
    return (line[..<tab], String(text[first...last]))
  }
}
