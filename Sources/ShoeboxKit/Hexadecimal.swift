// SPDX-License-Identifier: MIT

extension Sequence<UInt8> {
  /// The bytes as lower-case hexadecimal digits, two for each.
  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
