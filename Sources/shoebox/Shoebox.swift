// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxTerminal

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The command: `shoebox`.
@main
struct Shoebox: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shoebox",
    abstract: "Find any photo by describing it. Offline, on your own machine.",
    discussion: """
      shoebox index ~/Pictures            looks at every photo once
      shoebox search 'dog on the beach'   finds the ones that fit

      Nothing leaves this machine, and photos are never changed. Only `shoebox
      model pull` uses the network.

      Exit codes: 0 found or done, 1 nothing found, 64 wrong usage, 65 bad data,
      66 no such file, folder or model, 69 the network fails, 74 input or output
      failed, 75 another process is at it, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      IndexCommand.self, SearchCommand.self, SimilarCommand.self, ServeCommand.self,
      StatusCommand.self, FoldersCommand.self, ModelCommand.self, EmbedCommand.self,
      TokenizeCommand.self, EvalCommand.self, BenchCommand.self,
    ]
  )

  static func main() async {
    StandardStreams.ignoreBrokenPipes()
    StandardStreams.muteLibraries()
    do {
      var command = try parseAsRoot(QueryWords.marked(CommandLine.escapedArguments))
      do {
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
        try StandardStreams.output.flush()
      } catch let status as ExitCode {
        try StandardStreams.output.flush()
        throw status
      }
    } catch {
      leave(ExitStatus.report(error))
    }
  }
}

/// `exit(3)`, whose name the parser's own `exit` hides.
private func leave(_ status: Int32) -> Never {
  exit(status)
}
