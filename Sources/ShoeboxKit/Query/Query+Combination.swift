// SPDX-License-Identifier: MIT

extension Query {
  /// The vector of the query: the sum of weight times vector, brought back to length 1.
  ///
  /// - Parameter vectors: One unit vector of shape (E) for every term, in the order of ``terms``.
  /// - Returns: A unit vector of shape (E).
  /// - Precondition: There are as many vectors as terms, at least one, all of one length.
  /// - Throws: ``QueryError`` `.cancelled` where nothing but rounding errors is left of the sum, as
  ///   of `dog - dog`; `.invalidWeight` where a weight or a vector is not finite.
  package func combine(_ vectors: [[Float]]) throws(QueryError) -> [Float] {
    precondition(
      !terms.isEmpty && vectors.count == terms.count,
      "\(vectors.count) vectors for a query of \(terms.count) terms"
    )
    var sum = [Double](repeating: 0, count: vectors[0].count)
    var totalWeight = 0.0
    for (term, vector) in zip(terms, vectors) {
      precondition(vector.count == sum.count, "vectors of \(sum.count) and \(vector.count) numbers")
      let weight = Double(term.weight)
      totalWeight += abs(weight)
      for index in sum.indices { sum[index] += weight * Double(vector[index]) }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length.isFinite, totalWeight.isFinite else {
      throw QueryError(.invalidWeight, "A weight of the query is not a finite number.")
    }
    guard length > Self.cancellationThreshold * totalWeight else {
      throw QueryError(
        .cancelled,
        "The terms of the query cancel each other, so that there is nothing to look for."
      )
    }
    return sum.map { Float($0 / length) }
  }

  /// The length of a sum, as a part of the sum of its weights, below which it is taken for zero.
  ///
  /// Coordinates of a unit vector are exact to about 1e-7. Two sentences that differ in one word
  /// have vectors that are some 0.1 apart.
  private static let cancellationThreshold = 1e-5
}
