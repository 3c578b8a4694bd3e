// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox tokenize`.
struct TokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize",
    abstract: "Show the token ids a model sees for sentences on standard input.",
    discussion: """
      For each line, in the same order, one JSON object a line: `id` (the line as
      it came) and `tokens`, or `id` and `error`.

        echo 'a dog on the beach' | shoebox tokenize
      """
  )

  @Flag(name: .customShort("0"), help: "Lines end with a zero byte.")
  var zero = false

  @OptionGroup var model: ModelOption

  func run() throws {
    let model = try model.load()
    var lines = InputLines(separator: zero ? 0 : UInt8(ascii: "\n"))
    while let group = try lines.next(limit: 4096) {
      for line in group {
        let tokens = InputLine.text(line).map(model.tokenize)
        try Output.json(
          TokenReport(
            id: String(decoding: line, as: UTF8.self),
            tokens: try? tokens.get(),
            error: tokens.failure?.message
          )
        )
      }
      try StandardStreams.output.flush()
    }
  }
}

/// The tokens of a sentence as JSON.
private struct TokenReport: Encodable {
  let id: String
  let tokens: [Int32]?
  let error: String?
}

extension Result {
  /// The error, if it is one.
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
