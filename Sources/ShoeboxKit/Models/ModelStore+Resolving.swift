// SPDX-License-Identifier: MIT

package import CLIPModel
package import SystemPackage

extension ModelStore {
  /// The folder that somebody means who names a model.
  ///
  /// A model of the store comes first: what happens to lie in the working directory should not change what a command
  /// does, and `./name` says clearly that a folder is meant.
  ///
  /// - Parameter text: A word without slashes.
  /// - Returns: The folder of a model of the store, or else a folder of that name in the working directory.
  /// - Throws: `ModelError` `.missingFile` that says what to do.
  package func resolve(_ text: String) throws(ModelError) -> FilePath {
    if let name = ModelName(text), folder(of: name).status?.kind == .folder {
      return folder(of: name)
    }
    let local = FilePath(text)
    if local.status != nil { return local }
    throw ModelError(.missingFile, missing(text).message)
  }

  /// What to say when there is no model of a name.
  ///
  /// - Parameter text: What was typed.
  /// - Returns: The error, with the name that was meant if one is close.
  public func missing(_ text: String) -> ShoeboxError {
    let catalogue = (try? ModelCatalogue.standard) ?? .builtIn
    if let name = ModelName(text), catalogue[name] != nil {
      let begun = partialByteCount(of: name) > 0
      return ShoeboxError(
        .noInput,
        "The model \(name) is not \(begun ? "complete" : "here") yet. "
          + "\(begun ? "Go on with" : "Get it with"): shoebox model pull \(name)"
      )
    }
    let guess = ModelName.closest(to: text, among: names() + catalogue.models.map(\.name))
    return ShoeboxError(
      .noInput,
      "There is no model \(text).\(guess.map { " Did you mean \($0)?" } ?? "") "
        + "See those there are with: shoebox model list"
    )
  }
}
