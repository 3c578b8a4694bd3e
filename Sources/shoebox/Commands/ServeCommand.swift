// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxTerminal
import ShoeboxWeb
import SystemPackage

/// The command `shoebox serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Open the library in a browser.",
    discussion: """
      Without options only this machine gets in. With --listen the phones and
      laptops of the house do too, if they know the token, which is shown once,
      also as a QR code. Ctrl-C stops the server; an index run that was started
      from the page keeps what it has done.

        shoebox serve --open
        shoebox serve --listen 0.0.0.0
        shoebox serve --listen 192.168.1.20:8080 --certificate c.pem --key k.pem
      """
  )

  @Option(
    help: ArgumentHelp(
      "Listen on this address of the machine; 0.0.0.0 or [::] for all. May be given several times.",
      valueName: "address[:port]"
    )
  )
  var listen: [String] = []

  @Option(help: "The port where no address names one.")
  var port = ListenAddress.standardPort

  @Option(
    help: ArgumentHelp(
      "A name by which the server may be addressed too, as behind a proxy.",
      valueName: "name"
    )
  )
  var host: [String] = []

  @Flag(help: "Make a new token; the old one and all sessions end.")
  var newToken = false

  @Option(help: ArgumentHelp("A certificate chain in PEM, to speak TLS.", valueName: "file"))
  var certificate: String?

  @Option(help: ArgumentHelp("Its private key in PEM.", valueName: "file"))
  var key: String?

  @Flag(help: "Open the page in the browser.")
  var open = false

  @Flag(help: "A line for every request, without what was searched for.")
  var logRequests = false

  @Flag(help: "A line for every request, with what was searched for.")
  var logQueries = false

  @OptionGroup var library: LibraryOptions

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port takes a number up to 65535.")
    }
    guard (certificate == nil) == (key == nil) else {
      throw ValidationError("--certificate and --key belong together.")
    }
  }

  func run() async throws {
    var options = WebServerOptions()
    options.addresses = try listen.map { try ListenAddress($0, port: port) }
    options.port = port
    options.names = host
    options.makesNewToken = newToken
    options.certificate = certificate.map { FilePath($0) }
    options.key = key.map { FilePath($0) }
    options.logsRequests = logRequests
    options.logsQueries = logQueries
    options.note = Output.note
    let server = try WebServer(library: library.open(), options: options)
    let interruption = Interruption(
      saying: "Stopping after the answers in hand. Once more to stop at once.",
      note: Output.note
    ) {
      Task { await server.stop() }
    }
    defer { interruption.end() }
    try await server.run { [open] invitation in
      ServeReport.write(invitation)
      if open { Browser.open(invitation.address) }
    }
  }
}

/// Where a server is to be found, for people.
private enum ServeReport {
  static func write(_ invitation: Invitation) {
    Output.note("Shoebox is open at \(invitation.address)")
    for address in invitation.remoteAddresses { Output.note("In the house:      \(address)") }
    guard invitation.needsToken else { return }
    guard invitation.hasNewToken else {
      Output.note("Who has been there before gets in; for a new token stop and use --new-token.")
      return
    }
    Output.note("The token in these addresses is shown this once. Whoever has it sees your photos.")
    let terminal = Terminal(descriptor: StandardStreams.error.descriptor)
    guard terminal.canRedraw, terminal.usesUnicode, let address = invitation.remoteAddresses.first,
      let code = QRCode(address)
    else { return }
    for line in code.lines { try? StandardStreams.error.write(line + "\n") }
  }
}
