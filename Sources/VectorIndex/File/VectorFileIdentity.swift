// SPDX-License-Identifier: MIT

/// Whose vectors a table holds; those of several models never meet.
package struct VectorFileIdentity: Sendable, Equatable {
  /// The SHA-256 of the model that made the vectors: 64 hexadecimal digits.
  package var fingerprint: String

  /// E, the number of floats of a vector: 1...65,536.
  package var dimension: Int

  /// Gathers an identity; whoever uses it checks it.
  package init(fingerprint: String, dimension: Int) {
    self.fingerprint = fingerprint
    self.dimension = dimension
  }
}

extension VectorFileIdentity {
  /// The fingerprint's 32 bytes, or nil if it is not 64 hexadecimal digits.
  var fingerprintBytes: [UInt8]? {
    let digits = Array(fingerprint.utf8)
    guard digits.count == 2 * TableState.fingerprintSize else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(TableState.fingerprintSize)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = nibble(digits[index]), let low = nibble(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}

private func nibble(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}
