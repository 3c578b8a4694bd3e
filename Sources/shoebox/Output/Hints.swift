// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxTerminal

/// What a user should know besides the results: on standard error, one line each.
enum Hints {
  /// Writes the hints that apply after a search.
  static func write(after matches: SearchResults, in library: PhotoLibrary, isQuiet: Bool) throws {
    if matches.isEmpty, try writeReasonForNothing(library) { return }
    try writeChange(of: library)
    let left = try library.photosLeftToIndex()
    if left > 0 {
      Output.note(
        "\(Quantity.count(left, "photo")) \(left == 1 ? "is" : "are") not encoded yet and left out. "
          + "Go on with: \(command(for: try library.status()))"
      )
    }
    for folder in try library.absentFolders() {
      Output.note("\(folder.forTerminal) is not there now; its photos are left out.")
    }
    if library.usesStarterModel, !isQuiet, library.isFirstTime("starter") {
      Output.note(
        "These results come from the small starter model. For far better ones get a larger model, see: "
          + "shoebox model list"
      )
    }
  }

  /// Says that the library is changing to another model.
  private static func writeChange(of library: PhotoLibrary) throws {
    guard let change = try library.modelChange() else { return }
    Output.note(
      "These results come from the model \(TerminalText.escaping(change.serving)); the library is changing to "
        + "\(TerminalText.escaping(change.chosen)), which has seen \(Quantity.count(change.seen)) of "
        + "\(Quantity.count(change.photos)) photos. Go on with: shoebox index"
    )
  }

  /// What encodes photos with the model that was searched with.
  private static func command(for status: LibraryStatus) -> String {
    let isOwn = status.models.allSatisfy { !$0.isServing || $0.fingerprint == status.fingerprint }
    return isOwn ? "shoebox index" : "shoebox index with the same --model"
  }

  /// Says why a search that finds nothing found nothing, if the reason is the library's.
  private static func writeReasonForNothing(_ library: PhotoLibrary) throws -> Bool {
    let status = try library.status()
    if status.photos == 0 {
      Output.note("This library has no photos yet. Add some with: shoebox index FOLDER")
      return true
    }
    if status.searchable < status.photos {
      Output.note(
        "\(Quantity.count(status.photos - status.searchable)) of \(Quantity.count(status.photos)) photos "
          + "are not encoded with the model \(TerminalText.escaping(status.model)). This encodes them, or says why "
          + "not: \(command(for: status))"
      )
      return true
    }
    return false
  }
}
