// SPDX-License-Identifier: MIT

/// A model that has vectors in the catalogue, or shall have.
package struct EncoderRecord: Sendable, Equatable {
  package let id: ModelID
  /// SHA-256 of the weights, the preprocessing and the tokenizer: 64 digits of lower-case hexadecimal.
  package let fingerprint: String
  /// For people.
  package let name: String
  /// The embedding dimension E.
  package let dimension: Int
  /// How its files are found again, in the words of whoever stored it; `nil` if nobody said.
  package let reference: [UInt8]?
  /// Visible photos that have a vector of it.
  package let photos: Int
}

/// How a model is found again.
package struct EncoderReference: Sendable, Equatable {
  /// For people.
  package let name: String
  /// As in ``EncoderRecord``.
  package let fingerprint: String
  /// As in ``EncoderRecord``.
  package let reference: [UInt8]?
}

/// Which models a library uses.
package struct EncoderChoice: Sendable, Equatable {
  /// The one that searches use; `nil` as long as no photo was ever encoded.
  package let serving: ModelID?
  /// The one that the library shall use once it has seen the photos: often the same.
  package let chosen: ModelID?

  package init(serving: ModelID?, chosen: ModelID?) {
    self.serving = serving
    self.chosen = chosen
  }
}
