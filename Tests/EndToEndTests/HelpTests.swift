// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// What the command says about itself.
@Suite("Help", .needsCommand)
struct HelpTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  @Test(
    "every command has an example in its help",
    arguments: [
      "", "index", "search", "similar", "status", "folders", "folders list", "folders remove",
      "model", "model list", "model pull", "model use", "model show", "model verify",
      "model remove", "model import", "embed", "tokenize", "eval", "bench", "bench encode",
      "bench search",
    ]
  )
  func examples(command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let outcome = try place.start(words + ["--help"]).wait()
    #expect(outcome.status == 0)
    #expect(outcome.notes.isEmpty)
    let name = (["shoebox"] + words).joined(separator: " ")
    let isExample = { (line: String) in
      let text = line.drop { $0 == " " }
      return (text.hasPrefix(name) || text.contains("| \(name)")) && !text.hasPrefix("USAGE")
    }
    #expect(outcome.lines.contains(where: isExample))
    #expect(try place.start(["help"] + words).wait().text == outcome.text)
  }

  @Test("the help of the command lists all commands and exit codes")
  func overview() throws {
    let text = try place.run("--help").text
    for word in [
      "index", "search", "similar", "status", "folders", "model", "embed", "tokenize", "eval",
      "bench", "Exit codes",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(try place.run().text == text)
  }

  @Test("the version is a number")
  func version() throws {
    let outcome = try place.run("--version")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains(/^\d+\.\d+\.\d+\n$/))
  }

  @Test("an unknown command or option is wrong usage", arguments: ["serach", "--colour"])
  func unknown(argument: String) throws {
    let outcome = try place.run(argument)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.notes.contains(argument))
  }

  @Test("help, version and usage leave no trace")
  func noTrace() throws {
    _ = try place.run("--help")
    _ = try place.run("search", "--help")
    _ = try place.run("search")
    #expect(!FileManager.default.fileExists(atPath: place.library.path))
  }
}
