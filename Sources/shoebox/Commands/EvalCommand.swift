// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal

/// The command `shoebox eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract:
      "Measure how well a model finds photos by their captions, and captions by their photos.",
    discussion: """
      The file has one `path<TAB>caption` a line, paths relative to the file; a
      photo may have several captions. Recall at k is the share of captions whose
      photo is among the k best (text to image), and the share of photos that have
      a caption of theirs among the k best (image to text), in percent.

        shoebox eval captions.tsv
        shoebox eval captions.tsv --model ~/models/clip-vit-base-patch32 --json
      """
  )

  @Argument(help: "The file of captions.")
  var captions: PathArgument

  @Flag(help: "As JSON.")
  var json = false

  @OptionGroup var model: ModelOption

  func run() throws {
    let result = try Evaluation.run(
      model.load(),
      captions: captions.path
    )
    for failure in result.failures { Output.note(failure) }
    if json { return try Output.json(EvaluationReport(result)) }
    let share = { Quantity.decimal($0, places: 1) }
    try Output.table(
      ["", "R@1", "R@5", "R@10"].map { Table.Column($0, $0.isEmpty ? .leading : .trailing) },
      [
        ["text to image"] + result.textToImage.percentages.map(share),
        ["image to text"] + result.imageToText.percentages.map(share),
      ]
    )
    Output.note(
      "Percent of \(Quantity.count(result.captions, "caption")) "
        + "and \(Quantity.count(result.photos, "photo"))."
    )
  }
}

/// An evaluation as JSON.
struct EvaluationReport: Encodable {
  struct Recall: Encodable {
    let recallAt1, recallAt5, recallAt10: Double

    enum CodingKeys: String, CodingKey {
      case recallAt1 = "recall_at_1"
      case recallAt5 = "recall_at_5"
      case recallAt10 = "recall_at_10"
    }

    init(_ recall: Evaluation.Recall) {
      recallAt1 = recall.at1
      recallAt5 = recall.at5
      recallAt10 = recall.at10
    }
  }

  let photos, captions, failed: Int
  let textToImage, imageToText: Recall

  init(_ evaluation: Evaluation) {
    photos = evaluation.photos
    captions = evaluation.captions
    failed = evaluation.failures.count
    textToImage = Recall(evaluation.textToImage)
    imageToText = Recall(evaluation.imageToText)
  }
}
