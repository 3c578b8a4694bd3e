// SPDX-License-Identifier: MIT

package import Compute

/// How a picture of any shape becomes the square that a model wants.
package struct Framing: Sendable, Hashable {
  /// What happens to pictures that are not square.
  package enum Fit: Sendable, Hashable {
    /// The shorter side becomes `side`, and of the longer one the middle is kept.
    case cropCentre
    /// Both sides become `side`.
    case squash
  }

  /// Where the middle begins when an odd number of pixels is cut off; libraries differ.
  package enum CropRounding: Sendable, Hashable {
    /// At the even one of the two places: torchvision.
    case halfToEven
    /// At the first of the two places: transformers.
    case down
  }

  /// Pixels on each side of the result.
  package var side: Int
  /// What happens to pictures that are not square.
  package var fit: Fit
  /// Where the middle begins when an odd number of pixels is cut off.
  package var cropRounding: CropRounding
  /// How pixels are weighed.
  package var filter: ResampleFilter

  /// Describes a square.
  ///
  /// - Parameters:
  ///   - side: Pixels on each side, 1 or more.
  ///   - fit: What happens to pictures that are not square.
  ///   - cropRounding: Where the middle begins when an odd number of pixels is cut off.
  ///   - filter: How pixels are weighed.
  package init(
    side: Int,
    fit: Fit,
    cropRounding: CropRounding = .halfToEven,
    filter: ResampleFilter
  ) {
    precondition(side > 0, "a picture of side \(side)")
    self.side = side
    self.fit = fit
    self.cropRounding = cropRounding
    self.filter = filter
  }
}
