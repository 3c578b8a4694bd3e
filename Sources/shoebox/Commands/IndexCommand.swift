// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit

/// The command `shoebox index`.
struct IndexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index",
    abstract: "Look at the photos in folders, and bring the library up to date.",
    discussion: """
      Only what is new or changed is read. Without folders, all folders of the
      library are brought up to date. Ctrl-C stops after the photos in hand;
      nothing that was done is lost, and the next run goes on from there.

        shoebox index ~/Pictures /media/archive
        shoebox index
      """
  )

  @Argument(help: "Folders to add or to bring up to date.")
  var folders: [PathArgument] = []

  @Flag(help: "The summary as one JSON object on standard output.")
  var json = false

  @Flag(name: [.short, .long], help: "No progress; only the summary.")
  var quiet = false

  @Option(help: "How many photos to work on at once. Default: as many as there are cores.")
  var workers: Int?

  @Option(help: "Refuse photos of more than this many megapixels. Default: 300.")
  var maxMegapixels: Int?

  @Flag(help: "Try files again that could not be decoded, though they have not changed.")
  var retryFailed = false

  @Flag(
    help: ArgumentHelp(
      "Forget what is known of photos whose files are gone.",
      discussion: "Else they are found again without being read, should the files come back."
    )
  )
  var forgetMissing = false

  @Flag(
    help: "Store no thumbnails in this run. They are made when somebody looks at the photos."
  )
  var noThumbnails = false

  @OptionGroup var library: LibraryOptions

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers takes a number from 1 to 256.")
    }
    if let maxMegapixels, !(1...10_000).contains(maxMegapixels) {
      throw ValidationError("--max-megapixels takes a number from 1 to 10000.")
    }
  }

  func run() async throws {
    let library = try library.open()
    var options = IndexingOptions()
    if let workers { options.workers = workers }
    options.retriesFailures = retryFailed
    options.makesThumbnails = !noThumbnails
    options.forgetsMissing = forgetMissing
    if let maxMegapixels { options.maximumMegapixels = maxMegapixels }
    let run = try library.index(folders.map(\.path), options: options)
    let display = ProgressDisplay(isQuiet: quiet)
    let interruption = Interruption(note: display.note) { run.cancel() }
    defer { interruption.end() }
    for await progress in run.progress { display.show(progress) }
    display.finish()
    let summary = try await run.summary()
    if json {
      try Output.json(summary)
    } else {
      IndexingReport.write(summary)
    }
    if summary.isInterrupted { throw ExitCode(130) }
  }
}
