// SPDX-License-Identifier: MIT

/// A number in decimal digits, as people write it.
struct DecimalNumber {
  /// Digits, perhaps with a minus in front and a point between them, without an exponent.
  let text: String

  /// Rewrites what Swift says of a finite floating-point number, which is the shortest decimal number that is read as
  /// the same again, but may have an exponent.
  init(_ shortest: String) {
    let isNegative = shortest.hasPrefix("-")
    let digits = Self.withoutExponent(isNegative ? shortest.dropFirst() : shortest[...])
    text = (isNegative ? "-" : "") + digits
  }

  private static func withoutExponent(_ shortest: Substring) -> String {
    let parts = shortest.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      return String(shortest.hasSuffix(".0") ? shortest.dropLast(2) : shortest)
    }
    let mantissa = parts[0].split(separator: ".")
    let whole = mantissa[0]
    let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
    if exponent < 0 {
      let zeros = String(repeating: "0", count: max(0, -exponent - whole.count))
      return "0." + zeros + whole + fraction
    }
    return whole + fraction + String(repeating: "0", count: max(0, exponent - fraction.count))
  }
}
