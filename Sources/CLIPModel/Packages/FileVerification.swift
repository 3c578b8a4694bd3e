// SPDX-License-Identifier: MIT

/// What was found out about a file of a package.
public struct FileVerification: Sendable, Equatable {
  /// How a file stands to its description.
  public enum Finding: Sendable, Equatable {
    /// Size and checksum are right.
    case intact
    /// There is no such file.
    case missing
    /// The file has another size, in bytes.
    case otherSize(Int)
    /// The size is right and the SHA-256, in lower-case hexadecimal, is another.
    case otherChecksum(String)
  }

  /// What the manifest says.
  public let file: ModelManifest.File
  /// How the file stands to it.
  public let finding: Finding

  /// Whether size and checksum are right.
  public var isIntact: Bool { finding == .intact }
}
