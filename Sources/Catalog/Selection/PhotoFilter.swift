// SPDX-License-Identifier: MIT

/// What a photo must be, or must not be, to be selected.
package struct PhotoFilter: Sendable, Hashable {
  /// What may hold of a photo; never of one of which the catalogue does not know it.
  package enum Condition: Sendable, Hashable {
    /// Taken at a time of the wall clock there: seconds from 1970, as if the clock showed UTC.
    case taken(Range<Int64>)
    /// Taken at most `metres` from a place: degrees north and east.
    case near(latitude: Double, longitude: Double, metres: Double)
    /// The names of camera and lens, one behind the other, contain a text, in letters of any case.
    case camera(String)
    /// Lies in a folder that the text names.
    ///
    /// The names of the folders from the library's own folder down to the photo, with slashes between and around them,
    /// contain the text, in letters of any case. A text that begins with a slash is an absolute path instead, which the
    /// photo lies below.
    case folder(String)
    /// Has one of these formats, or a file with one of these extensions, in letters of any case.
    case type(formats: [String], extensions: [String])
  }

  /// Of which at least one must hold.
  package var alternatives: [Condition]
  /// Whether the photos of which it holds are left out, instead of the others.
  package var excludes: Bool

  /// A filter.
  package init(_ alternatives: [Condition], excludes: Bool = false) {
    self.alternatives = alternatives
    self.excludes = excludes
  }
}
