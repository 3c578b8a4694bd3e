// SPDX-License-Identifier: MIT

extension ModelConfiguration {
  /// How an upright sRGB picture becomes the image encoder's input.
  public struct Preprocessing: Sendable, Equatable {
    /// How a picture that is not square becomes one.
    public enum Fit: String, Sendable, CaseIterable {
      /// The shorter side is brought to size, and the longer one is cut off at both ends.
      case shortestSideThenCentreCrop
      /// Both sides are brought to size, whatever that does to the proportions.
      case squash
    }

    /// Where the middle begins when an odd number of pixels is cut off.
    public enum CropRounding: String, Sendable, CaseIterable {
      /// At the even one of the two places, as torchvision and so open_clip do.
      case halfToEven
      /// At the first of the two places, as transformers does.
      case down
    }

    /// How a picture is resized; as in Pillow, the filter widens with the reduction.
    public enum Filter: String, Sendable, CaseIterable {
      /// The triangle.
      case bilinear
      /// Keys' cubic with a = -0.5.
      case bicubic
    }

    /// Height and width of the square, in pixels: the image encoder's.
    public var side: Int
    /// How a picture that is not square becomes one.
    public var fit: Fit
    /// Where the middle begins when an odd number of pixels is cut off.
    public var cropRounding: CropRounding
    /// How a picture is resized.
    public var filter: Filter
    /// What is subtracted from red, green and blue, on the scale 0...1.
    public var mean: [Float]
    /// What red, green and blue are divided by after that; each above 0.
    public var standardDeviation: [Float]

    /// A preprocessing of known steps.
    package init(
      side: Int,
      fit: Fit,
      cropRounding: CropRounding = .halfToEven,
      filter: Filter,
      mean: [Float],
      standardDeviation: [Float]
    ) {
      self.side = side
      self.fit = fit
      self.cropRounding = cropRounding
      self.filter = filter
      self.mean = mean
      self.standardDeviation = standardDeviation
    }
  }
}

extension ModelConfiguration.Preprocessing {
  /// The mean colour of the pictures that OpenAI trained on, which most models' files repeat.
  static let openAIMean: [Float] = [0.481_454_66, 0.457_827_5, 0.408_210_73]
  /// The spread of the pictures that OpenAI trained on.
  static let openAIStandardDeviation: [Float] = [0.268_629_54, 0.261_302_58, 0.275_777_11]
}
