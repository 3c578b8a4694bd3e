// SPDX-License-Identifier: MIT

import CLIPModel
import Compute
import Testing

/// Expects a `ModelError` of a kind whose message contains some words.
func expectFailure(
  _ code: ModelError.Code,
  _ words: String...,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  let error = #expect(throws: ModelError.self, sourceLocation: sourceLocation) { try body() }
  guard let error else { return }
  #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
  for word in words {
    #expect(
      error.message.contains(word),
      "“\(error.message)” lacks “\(word)”",
      sourceLocation: sourceLocation
    )
  }
}

extension Tensor {
  /// All numbers, row-major.
  var numbers: [Float] {
    Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { copy(to: start) }
      initialized = count
    }
  }
}
