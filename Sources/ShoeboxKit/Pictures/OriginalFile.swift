// SPDX-License-Identifier: MIT

public import Foundation
public import SystemPackage

/// A photo's own file, as its owner made it.
public struct OriginalFile: Sendable, Equatable {
  /// Where it lies: in a folder of the library.
  public let path: FilePath
  /// As in a `Content-Type` header: what its content is, whatever its name says.
  public let mediaType: String
  /// Its size.
  public let byteCount: Int64
  /// When it was last written, in nanoseconds since 1970.
  public let modifiedNanoseconds: Int64
  /// Whether browsers of today show it as it is.
  public let isShownByBrowsers: Bool

  /// When it was last written.
  public var modified: Date {
    Date(timeIntervalSince1970: TimeInterval(modifiedNanoseconds) / 1e9)
  }
}
