// SPDX-License-Identifier: MIT

/// What a photo must be, or must not be, to be found at all.
///
/// A filter is a word of a query: `after:2023-05`, `-camera:fuji`. Unlike a term it says nothing of how alike a photo
/// is to the query.
///
/// Filters of a query narrow what is found: all of them must hold. Only those that name one of several possible things
/// are alternatives to each other: two of `date`, of `near`, of `camera`, of `folder`, or of `type`.
public struct QueryFilter: Sendable, Hashable {
  /// What is asked of a photo.
  public enum Condition: Sendable, Hashable {
    /// Taken from the beginning of one period to the end of another, by the clock on the wall there.
    case date(from: CalendarPeriod, through: CalendarPeriod)
    /// Taken at or after the beginning of a period.
    case after(CalendarPeriod)
    /// Taken before the beginning of a period.
    case before(CalendarPeriod)
    /// Taken at most so far from a place.
    case near(Place, kilometres: Double)
    /// Taken with a camera or lens whose name contains a text, in letters of any case.
    case camera(String)
    /// Lies in a folder whose name contains a text, in letters of any case, or below it.
    ///
    /// A text with slashes names several levels. One that begins with a slash is an absolute path, and is not looked for
    /// but compared from the beginning on, folder by folder.
    case folder(String)
    /// Has a format, by its usual name or by the extension of a file: `jpeg`, `heic`.
    case type(String)
  }

  /// A point on the earth.
  public struct Place: Sendable, Hashable {
    /// Degrees north, -90...90.
    public let latitude: Double
    /// Degrees east, -180...180.
    public let longitude: Double

    /// A point; nil for what is not on the earth.
    ///
    /// - Parameters:
    ///   - latitude: Degrees north.
    ///   - longitude: Degrees east.
    public init?(latitude: Double, longitude: Double) {
      guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
      // Minus zero is written like zero, and would not be read back as the same.
      self.latitude = latitude + 0
      self.longitude = longitude + 0
    }
  }

  /// The word in front of the colon.
  public enum Key: String, Sendable, Hashable, CaseIterable {
    case date, after, before, near, camera, folder, type
  }

  /// What is asked of a photo.
  public var condition: Condition

  /// Whether photos that meet the condition are left out, instead of the others.
  ///
  /// A photo of which nothing is known, one without a date for instance, does not meet the condition.
  public var excludes: Bool

  /// A filter.
  public init(_ condition: Condition, excludes: Bool = false) {
    self.condition = condition
    self.excludes = excludes
  }

  /// The word in front of the colon.
  public var key: Key {
    switch condition {
    case .date: .date
    case .after: .after
    case .before: .before
    case .near: .near
    case .camera: .camera
    case .folder: .folder
    case .type: .type
    }
  }

  /// How far from a place `near` reaches where the query does not say: kilometres.
  public static let standardRadius = 10.0
}
