// SPDX-License-Identifier: MIT

/// Numbers as people read them.
package enum Quantity {
  /// A count with its thousands set apart: 1,234,567.
  package static func count(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A count of things: "1 photo", "2,000 photos".
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - singular: What one is called.
  ///   - plural: What several are called; the singular with an `s` when nil.
  /// - Returns: The count with its thousands set apart, and what it counts.
  package static func count(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(self.count(count)) \(count == 1 ? singular : plural ?? singular + "s")"
  }

  /// A size in powers of 1,000: "812 bytes", "1.2 kB", "34 MB".
  package static func bytes(_ count: Int64) -> String {
    if count.magnitude < 1000 { return self.count(Int(count), "byte") }
    var value = Double(count)
    var unit = ""
    for next in ["kB", "MB", "GB", "TB", "PB", "EB"] {
      value /= 1000
      unit = next
      // 999.6 kB is shown as 1.0 MB and not as 1000 kB.
      if abs(value) < 999.5 { break }
    }
    return "\(threeDigits(value)) \(unit)"
  }

  /// A number with the digits that matter: "31", "3.1", "0.31"; thousands set apart.
  ///
  package static func threeDigits(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e18 else { return "\(value)" }
    if value == 0 || abs(value) >= 9.95 { return count(Int(value.rounded())) }
    return decimal(value, places: abs(value) >= 0.995 ? 1 : 2)
  }

  /// A number with so many decimals: "0.307".
  package static func decimal(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    guard abs(value * scale) < 1e18 else { return "\(value)" }
    let scaled = Int((value * scale).rounded()).magnitude
    let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: UInt(scale))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if places == 0 { return "\(sign)\(whole)" }
    let digits = String(fraction)
    return "\(sign)\(whole)." + String(repeating: "0", count: places - digits.count) + digits
  }

  /// How long something took: "12 ms", "3.2 s", "4 min 05 s", "2 h 10 min", "3 d 4 h".
  package static func duration(seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 1e12 else { return "\(seconds) s" }
    if seconds < 0.0995 { return "\(threeDigits(seconds * 1000)) ms" }
    if seconds < 59.5 { return "\(threeDigits(seconds)) s" }
    let whole = Int(seconds.rounded())
    let minutes = Int((seconds / 60).rounded())
    if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
    if minutes < 24 * 60 { return "\(minutes / 60) h \(twoDigits(minutes % 60)) min" }
    let hours = Int((seconds / 3600).rounded())
    return "\(hours / 24) d \(hours % 24) h"
  }

  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
