// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import SystemPackage

/// The command `shoebox search`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find photos by describing them, by example, or both.",
    discussion: """
      A query is a sentence, a photo (a path that begins with ./ ../ / or ~/),
      or a sum of them with weights:

        shoebox search 'corgi in the snow'
        shoebox search ./pool.jpg
        shoebox search '2:beach + ./dog.jpg - people'

      The sentence goes to the model as you type it; no prompt is put around it.
      What stands in the picture works best, in English: 'a red car in front of
      a house' rather than 'my holidays'.

        shoebox search 'sunset' -0 --limit 50 | xargs -0 cp -t ~/sunsets
      """
  )

  @Argument(help: "What to look for.")
  var query: [String]

  @OptionGroup var output: MatchOutputOptions
  @OptionGroup var library: LibraryOptions

  func run() throws {
    let query = try Query.parse(query.joined(separator: " "))
    let library = try library.open()
    let matches = try library.search(query, options: SearchOptions(limit: output.limit))
    try output.write(matches, of: library)
  }
}

/// The command `shoebox similar`.
struct SimilarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "Find photos that look like a photo.",
    discussion: """
      The photo may lie in the library or anywhere else; it is not among the
      results.

        shoebox similar ~/Pictures/2023/IMG_1034.jpg --limit 5
      """
  )

  @Argument(help: "The photo.")
  var photo: String

  @OptionGroup var output: MatchOutputOptions
  @OptionGroup var library: LibraryOptions

  func run() throws {
    let library = try library.open()
    let matches = try library.similar(
      to: FilePath(photo),
      options: SearchOptions(limit: output.limit)
    )
    try output.write(matches, of: library)
  }
}
