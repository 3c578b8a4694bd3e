// SPDX-License-Identifier: MIT

import ArgumentParser

/// The command: `shoebox`.
@main
struct Shoebox: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shoebox",
    abstract: "Find any photo by describing it. Offline, on your own machine.",
    discussion: """
      shoebox index ~/Pictures          looks at every photo once
      shoebox search 'dog on the beach' finds the ones that fit

      Nothing leaves this machine, and photos are never changed.

      Exit codes: 0 found or done, 1 nothing found, 64 wrong usage, 65 bad data, 66 no such file or folder,
      74 input or output failed, 75 another run is indexing, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      IndexCommand.self, SearchCommand.self, SimilarCommand.self, StatusCommand.self,
      FoldersCommand.self, EmbedCommand.self, TokenizeCommand.self, EvalCommand.self,
      BenchCommand.self,
    ])
}
