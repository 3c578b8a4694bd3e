// SPDX-License-Identifier: MIT

/// What a model of the store is called: also the name of its folder.
///
/// 1 to 64 of the letters a-z, digits, dots, hyphens and underscores, the first a letter or digit. There are no capital
/// letters because some file systems take them for small ones. "starter" is the model that is compiled in.
public struct ModelName: Hashable, Sendable, Comparable, CustomStringConvertible {
  private static let longest = 64

  /// The name itself.
  public let description: String

  /// A name as it is written; `nil` if no model can be called that.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, Self.isAlphanumeric(first), bytes.count <= Self.longest,
      bytes.allSatisfy({ Self.isAlphanumeric($0) || Self.separators.contains($0) }),
      text != StarterModel.name
    else { return nil }
    description = text
  }

  /// A name made of whatever a folder or file is called, such as "CLIP ViT-B/32"; `nil` if nothing is left of it.
  ///
  /// Letters become small ones, and what a name cannot have becomes hyphens.
  public init?(derivedFrom text: String) {
    var bytes = text.lowercased().utf8.map { byte in
      Self.isAlphanumeric(byte) || Self.separators.contains(byte) ? byte : UInt8(ascii: "-")
    }[...]
    bytes = bytes.drop { !Self.isAlphanumeric($0) }.prefix(Self.longest)
    while let last = bytes.last, !Self.isAlphanumeric(last) { bytes.removeLast() }
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  /// Alphabetical order.
  public static func < (left: ModelName, right: ModelName) -> Bool {
    left.description < right.description
  }

  private static let separators = Array("._-".utf8)

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
