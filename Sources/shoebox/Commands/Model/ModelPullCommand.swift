// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal
import Synchronization

/// The command `shoebox model pull`.
struct ModelPullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Download a model. The only command that uses the network.",
    discussion: """
      Says what will be downloaded from where under which licence, and asks. Every
      file is checked while it comes; the model appears when it is complete. Ctrl-C,
      a cut connection or a crash lose nothing: the same command goes on.

      Proxies are taken from https_proxy, http_proxy, all_proxy and no_proxy, and a
      file of certificates from CURL_CA_BUNDLE or SSL_CERT_FILE.

        shoebox model pull tinyclip-8m
        shoebox model pull laion2b-vit-b-32 --yes --from https://mirror.example
      """
  )

  @OptionGroup var model: ModelArgument

  @Option(
    help: ArgumentHelp(
      "Download from a mirror that has the publisher's files under the publisher's paths.",
      discussion: "Plain http:// is allowed here and nowhere else.",
      valueName: "address"
    )
  )
  var from: String?

  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Give up a connection over which nothing comes for so long. Default: 60.",
      valueName: "seconds"
    )
  )
  var timeout: Int?

  @Option(help: "How often to try again when nothing comes. Default: 5.")
  var retries: Int?

  @Flag(name: [.short, .long], help: "No progress.")
  var quiet = false

  func validate() throws {
    if let timeout, !(1...3600).contains(timeout) {
      throw ValidationError("--timeout takes a number of seconds from 1 to 3600.")
    }
    if let retries, !(0...100).contains(retries) {
      throw ValidationError("--retries takes a number from 0 to 100.")
    }
  }

  func run() throws {
    let name = try model.parsed()
    let store = ModelStore.standard
    if let installed = try store.model(name) {
      Output.note("The model \(name) is here already: \(installed.folder.forTerminal)")
      return
    }
    guard let published = try ModelCatalogue.standard[name] else {
      throw store.missing(name.description)
    }
    var options = PullOptions()
    options.mirror = try from.map { try Mirror($0) }
    if let timeout { options.timeout = timeout }
    if let retries { options.retries = retries }
    ModelOffer(published, options).write(begun: store.partialByteCount(of: name))
    if !yes { try Confirmation.ask("Download it?", instead: "--yes") }
    let installed = try download(store.pull(published, options: options))
    report(installed)
  }

  private func download(_ pull: ModelPull) throws -> InstalledModel {
    let display = ProgressDisplay(isQuiet: quiet)
    let interruption = Interruption(
      saying: "Stopping; what was downloaded is kept. Once more to stop at once.",
      note: display.note
    ) { pull.cancel() }
    defer { interruption.end() }
    do {
      defer { display.finish() }
      return try pull.run { display.show($0) }
    } catch is CancellationError {
      let kept = ModelStore.standard.partialByteCount(of: pull.model.name)
      Output.note(
        "Stopped. \(Quantity.bytes(kept)) are kept; go on with: shoebox model pull \(pull.model.name)"
      )
      throw ExitCode(130)
    }
  }

  private func report(_ model: InstalledModel) {
    Output.note("\(model.name) is here: \(model.folder.forTerminal)")
    let pins = Set(model.record?.downloads.map(\.pin) ?? [])
    if pins.contains(.firstDownload) {
      Output.note(
        "Nobody publishes checksums of some of its files; what came now is what they have to be from now on."
      )
    }
    Output.note("Use it with: shoebox model use \(model.name)")
  }
}
