// SPDX-License-Identifier: MIT
//
// Indexes a folder and answers a query, in a library that lies in a temporary folder:
//
//     swift run -c release search-photos ~/Pictures "a dog on the beach"

import Foundation
import ShoeboxKit
import SystemPackage

@main
struct SearchPhotos {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let folder = arguments.first, let words = arguments.dropFirst().first else {
      print("usage: search-photos FOLDER QUERY")
      return
    }
    let location = FilePath(FileManager.default.temporaryDirectory.path).appending("search-photos")
    let library = try PhotoLibrary.open(at: LibraryLocation(location), model: .starter)

    let run = try library.index([FilePath(folder)])
    for await progress in run.progress where progress.total > 0 {
      print("\(progress.completed) of \(progress.total)")
    }
    print("\(try await run.summary().added) photos added")

    for match in try library.search(Query.parse(words), options: SearchOptions(limit: 5)) {
      print(match.similarity ?? 0, match.path)
    }
  }
}
