// SPDX-License-Identifier: MIT

extension QueryFilter {
  /// The filter in English words: "since May 2023", "within 10 km of 52.52, 13.40", "camera contains fuji".
  public var label: String {
    switch condition {
    case .date(let first, let last):
      return not(first == last ? first.words : "\(first.words) to \(last.words)")
    case .after(let period): return not("since \(period.words)")
    case .before(let period): return not("before \(period.words)")
    case .near(let place, let kilometres):
      return not("within \(Self.distance(kilometres)) of \(Self.coordinates(place))")
    case .camera(let text):
      return excludes ? "camera does not contain \(text)" : "camera contains \(text)"
    case .folder(let text): return not("in folder \(text)")
    case .type(let text): return not("type \(text.uppercased())")
    }
  }

  private func not(_ label: String) -> String { excludes ? "not \(label)" : label }

  /// "10 km", "0.5 km"; "50 m" below a tenth of a kilometre.
  private static func distance(_ kilometres: Double) -> String {
    kilometres < 0.1
      ? DecimalNumber((kilometres * 1000).description).text + " m"
      : DecimalNumber(kilometres.description).text + " km"
  }

  /// "52.52, 13.40": two digits behind the point, and more where the query has more.
  private static func coordinates(_ place: Place) -> String {
    [place.latitude, place.longitude].map { degrees in
      let text = DecimalNumber(degrees.description).text
      let fraction = text.split(separator: ".").dropFirst().first?.count ?? 0
      return text + (fraction == 0 ? "." : "") + String(repeating: "0", count: max(0, 2 - fraction))
    }
    .joined(separator: ", ")
  }
}
