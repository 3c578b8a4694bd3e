// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox model compare`.
struct ModelCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two models, or two precisions, on photos with captions.",
    discussion: """
      The file has one `path<TAB>caption` a line, as for `shoebox eval`. A model is
      a name or a folder, with @ and a precision behind it if need be. Speeds are
      of this run, in which both take turns; they include decoding.

        shoebox model compare starter@f32 starter@int8 --captions captions.tsv
      """
  )

  @Argument(help: "A model: NAME, NAME@f32, NAME@bf16 or NAME@int8.")
  var first: String

  @Argument(help: "Another, or the same in another precision.")
  var second: String

  @Option(help: "The file of captions.")
  var captions: PathArgument

  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let models = try [first, second].map(Self.model)
    let comparison = try ModelComparison.run(models[0], models[1], captions: captions.path)
    for failure in comparison.first.evaluation.failures { Output.note(failure) }
    if json { return try Output.json(ComparisonReport(comparison)) }
    let sides = [comparison.first, comparison.second]
    var rows = [
      ["model"] + sides.map { TerminalText.escaping($0.name) },
      ["precision"] + sides.map(\.precision),
    ]
    for (index, depth) in [1, 5, 10].enumerated() {
      rows.append(
        ["text to image R@\(depth)"]
          + sides.map { Self.decimal($0.evaluation.textToImage.percentages[index]) }
      )
    }
    for (index, depth) in [1, 5, 10].enumerated() {
      rows.append(
        ["image to text R@\(depth)"]
          + sides.map { Self.decimal($0.evaluation.imageToText.percentages[index]) }
      )
    }
    rows += [
      ["photos a second"] + sides.map { Self.decimal($0.photosPerSecond) },
      ["sentences a second"] + sides.map { Self.decimal($0.textsPerSecond) },
      ["size"] + sides.map { Quantity.bytes($0.byteCount) },
      ["vector of a photo"] + sides.map { Quantity.bytes(Int64($0.bytesPerPhoto)) },
    ]
    try Output.table(
      [Table.Column(""), Table.Column("A", .trailing), Table.Column("B", .trailing)],
      rows
    )
    let agreement = comparison.agreement
    Output.note(
      "For \(Self.decimal(100 * agreement.sameBest)) % of the sentences both put the same photo first; the ten best "
        + "share \(Self.decimal(100 * agreement.sharedAmongTen)) %; rank correlation "
        + "\(Quantity.decimal(agreement.rankCorrelation, places: 4))."
    )
  }

  private static func decimal(_ value: Double) -> String { Quantity.decimal(value, places: 1) }

  /// The model that a name with a precision behind it means.
  private static func model(_ text: String) throws -> EmbeddingModel {
    guard let at = text.lastIndex(of: "@"),
      let precision = PrecisionChoice(rawValue: String(text[text.index(after: at)...]))
    else { return try EmbeddingModel(ModelSelection(text)) }
    return try EmbeddingModel(ModelSelection(String(text[..<at])), precision: precision)
  }
}

/// A comparison as JSON.
private struct ComparisonReport: Encodable {
  struct Side: Encodable {
    let model, precision: String
    let evaluation: EvaluationReport
    let photosPerSecond, textsPerSecond: Double
    let byteCount: Int64
    let bytesPerPhoto: Int

    init(_ side: ModelComparison.Side) {
      model = side.name
      precision = side.precision
      evaluation = EvaluationReport(side.evaluation)
      photosPerSecond = side.photosPerSecond
      textsPerSecond = side.textsPerSecond
      byteCount = side.byteCount
      bytesPerPhoto = side.bytesPerPhoto
    }
  }

  let first, second: Side
  let sameBest, sharedAmongTen, rankCorrelation: Double

  init(_ comparison: ModelComparison) {
    first = Side(comparison.first)
    second = Side(comparison.second)
    sameBest = comparison.agreement.sameBest
    sharedAmongTen = comparison.agreement.sharedAmongTen
    rankCorrelation = comparison.agreement.rankCorrelation
  }
}
