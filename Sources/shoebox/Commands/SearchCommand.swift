// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit

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

      Words such as after:2023-05, date:2022..2023, near:52.52,13.40,
      camera:fuji, folder:Berlin and type:heic are filters: other photos are
      left out. With a minus in front (-folder:Screenshots) those that fit are.

        shoebox search 'sunset after:2023-05 -camera:fuji' --sort date

      The sentence goes to the model as you type it; no prompt is put around it.
      What stands in the picture works best, in English: 'a red car in front of
      a house' rather than 'my holidays'.

        shoebox search 'sunset' -0 --limit 50 | xargs -0 cp -t ~/sunsets
      """
  )

  @Argument(help: "What to look for.")
  var query: [String]

  @Option(
    help: ArgumentHelp(
      "By relevance or by date: with date the newest of those that fit come first.",
      valueName: "order"
    )
  )
  var sort = SortOrder.relevance

  @Flag(help: "Only photos that fit the query, as far as can be told.")
  var relevant = false

  @Flag(inversion: .prefixedNo, help: "Show shots that hardly differ as one.")
  var fold = false

  @Option(help: "How many photos to pass over.")
  var offset = 0

  @OptionGroup var output: MatchOutputOptions
  @OptionGroup var library: LibraryOptions

  func validate() throws {
    guard offset >= 0 else { throw ValidationError("--offset takes zero or a number above it.") }
  }

  func run() throws {
    let query = try Query.parse(query.map(QueryWords.plain).joined(separator: " "))
    let library = try library.open()
    let options = SearchOptions(
      limit: output.limit,
      offset: offset,
      order: sort.order,
      isRelevantOnly: relevant,
      foldsAlike: fold
    )
    let matches = try library.search(query, options: options)
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
  var photo: PathArgument

  @OptionGroup var output: MatchOutputOptions
  @OptionGroup var library: LibraryOptions

  func run() throws {
    let library = try library.open()
    let matches = try library.similar(
      to: photo.path,
      options: SearchOptions(limit: output.limit)
    )
    try output.write(matches, of: library)
  }
}

/// The value of `--sort`.
enum SortOrder: String, CaseIterable, ExpressibleByArgument {
  case relevance, date

  var order: SearchOptions.Order {
    switch self {
    case .relevance: .relevance
    case .date: .date
    }
  }
}
