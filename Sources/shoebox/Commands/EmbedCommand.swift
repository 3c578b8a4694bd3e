// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxReports
import ShoeboxTerminal
import SystemPackage

/// The command `shoebox embed`.
struct EmbedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Turn photos or sentences on standard input into vectors on standard output.",
    discussion: """
      One path, or with --text one sentence, a line. For each, in the same order,
      one JSON object a line: `id` (the line as it came; where it is not UTF-8,
      its bytes are in `id_base64`), `embedding` (a vector
      of length 1) and `model` (the model's fingerprint), or `id` and `error`.

        find ~/Pictures -name '*.jpg' -print0 | shoebox embed -0 > vectors.jsonl
        echo 'a dog on the beach' | shoebox embed --text
      """
  )

  @Flag(help: "The lines are sentences, not paths.")
  var text = false

  @Flag(name: .customShort("0"), help: "Lines end with a zero byte: from find -print0.")
  var zero = false

  @OptionGroup var model: ModelOption

  func run() throws {
    let model = try model.load()
    var lines = InputLines(separator: zero ? 0 : UInt8(ascii: "\n"))
    while let group = try lines.next(limit: 256) {
      let embeddings =
        try text
        ? encode(group.map(InputLine.text)) { try model.encode(texts: $0).map(Result.success) }
        : encode(group.map(InputLine.path)) { try model.encode(photos: $0) }
      for (line, embedding) in zip(group, embeddings) {
        try Output.json(EmbeddingReport(line, embedding, model: model.fingerprint))
      }
      try StandardStreams.output.flush()
    }
  }

  /// Encodes the inputs that are usable together, and puts the others' errors where they belong.
  private func encode<Input>(
    _ inputs: [Result<Input, ShoeboxError>],
    _ encode: ([Input]) throws -> [Result<[Float], ShoeboxError>]
  ) throws -> [Result<[Float], ShoeboxError>] {
    var results = try encode(inputs.compactMap { try? $0.get() }).makeIterator()
    return inputs.map { input in
      input.flatMap { _ in
        results.next() ?? .failure(ShoeboxError(.badInput, "There is no vector for the line."))
      }
    }
  }
}

/// A vector, or why there is none, as JSON.
private struct EmbeddingReport: Encodable {
  let line: PathFields
  let embedding: [Float]?
  let error: String?
  let model: String?

  private enum CodingKeys: CodingKey {
    case embedding, error, model
  }

  init(_ line: [UInt8], _ result: Result<[Float], ShoeboxError>, model fingerprint: String) {
    self.line = PathFields(line, key: "id")
    switch result {
    case .success(let vector):
      embedding = vector
      model = fingerprint
      error = nil
    case .failure(let failure):
      embedding = nil
      model = nil
      error = failure.message
    }
  }

  func encode(to encoder: any Encoder) throws {
    try line.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(embedding, forKey: .embedding)
    try container.encodeIfPresent(error, forKey: .error)
    try container.encodeIfPresent(model, forKey: .model)
  }
}
