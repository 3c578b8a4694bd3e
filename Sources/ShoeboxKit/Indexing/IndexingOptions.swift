// SPDX-License-Identifier: MIT

import Compute
import PhotoDecoding

/// How a run works.
public struct IndexingOptions: Sendable {
  /// How many photos are decoded and encoded at once, each on a core of its own.
  ///
  /// Fewer leave the machine to others; more than there are cores gains nothing.
  public var workers: Int = ProcessorCores.count

  /// Photos with more pixels are refused: a small file can claim to be a picture of any size.
  public var maximumMegapixels: Int = DecodingLimits.standard.maximumPixelCount / 1_000_000

  /// Whether files that could not be decoded are tried again although they have not changed: after a limit was raised,
  /// say, or a library for another format was installed.
  public var retriesFailures = false

  /// Whether a thumbnail of every photo that is read is stored, for whoever shows photos.
  ///
  /// Without, they are made when somebody first looks at them. Holds for one run.
  public var makesThumbnails = true

  /// Whether the library forgets what it knows of files that are gone: their photos' vectors and metadata too, unless
  /// another file shows them.
  ///
  /// Without, they are kept for the case that the files come back. Files that may be on a disk which is away are never
  /// forgotten: below folders that are not there, empty, or cannot be read, and behind links that lead nowhere.
  public var forgetsMissing = false

  /// All cores, and the standard limits.
  public init() {}

  var limits: DecodingLimits {
    var limits = DecodingLimits.standard
    limits.maximumPixelCount = min(max(1, maximumMegapixels), 10_000) * 1_000_000
    return limits
  }
}
