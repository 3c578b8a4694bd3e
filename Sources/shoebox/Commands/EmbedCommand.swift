// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal
import SystemPackage

/// The command `shoebox embed`.
struct EmbedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embed",
    abstract: "Turn photos or sentences on standard input into vectors on standard output.",
    discussion: """
      One path, or with --text one sentence, a line. For each, in the same order,
      one JSON object a line: `id` (the line as it came), `embedding` (a vector
      of length 1) and `model` (the model's fingerprint), or `id` and `error`.

        find ~/Pictures -name '*.jpg' -print0 | shoebox embed -0 > vectors.jsonl
        echo 'a dog on the beach' | shoebox embed --text
      """
  )

  @Flag(help: "The lines are sentences, not paths.")
  var text = false

  @Flag(name: .customShort("0"), help: "Lines end with a zero byte: from find -print0.")
  var zero = false

  @Option(help: "How the model computes.")
  var precision = Precision.f32

  @OptionGroup var model: ModelOption

  func run() throws {
    let model = try EmbeddingModel(model.selection)
    var lines = InputLines(separator: zero ? 0 : UInt8(ascii: "\n"))
    while let group = try lines.next(limit: 256) {
      let embeddings = try text ? encode(texts: group, model) : encode(photos: group, model)
      for (line, embedding) in zip(group, embeddings) {
        try Output.json(EmbeddingReport(line, embedding, model: model.fingerprint))
      }
      try StandardStreams.output.flush()
    }
  }

  private func encode(
    photos lines: [[UInt8]],
    _ model: EmbeddingModel
  ) throws -> [Result<[Float], ShoeboxError>] {
    try model.encode(photos: lines.map { FilePath(bytes: $0) })
  }

  /// Sentences that are not UTF-8 have no tokens; the others are encoded together.
  private func encode(
    texts lines: [[UInt8]],
    _ model: EmbeddingModel
  ) throws -> [Result<[Float], ShoeboxError>] {
    let texts = lines.map { String(validating: $0, as: UTF8.self) }
    var vectors = try model.encode(texts: texts.compactMap { $0 }).makeIterator()
    return texts.map { text in
      text.flatMap { _ in vectors.next() }.map(Result.success) ?? .failure(.notText)
    }
  }
}

/// A vector, or why there is none, as JSON.
private struct EmbeddingReport: Encodable {
  let id: String
  let embedding: [Float]?
  let error: String?
  let model: String?

  init(_ line: [UInt8], _ result: Result<[Float], ShoeboxError>, model fingerprint: String) {
    id = String(decoding: line, as: UTF8.self)
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
}
