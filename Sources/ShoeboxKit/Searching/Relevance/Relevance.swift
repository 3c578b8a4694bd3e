// SPDX-License-Identifier: MIT

/// Whether a photo is what a query means, as far as the similarities of all photos tell.
///
/// `Documentation/Relevance.md` says how it is found and how far it can be trusted.
public enum Relevance: String, Sendable, Hashable, CaseIterable {
  /// Stands out so far that hardly any photo would by chance.
  case confident
  /// Stands out, but so do some that do not fit.
  case maybe
  /// One of the many.
  case rest
}
