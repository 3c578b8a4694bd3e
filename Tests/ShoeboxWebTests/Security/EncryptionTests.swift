// SPDX-License-Identifier: MIT

import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import ShoeboxKit
import ShoeboxWeb
import SystemPackage
import Testing

@Suite struct EncryptionTests {
  private let folder = URL(filePath: #filePath).appending(path: "../../Fixtures")
    .standardizedFileURL

  private func file(_ name: String) -> FilePath { FilePath(folder.appending(path: name).path) }

  @Test func TLSIsSpokenWithACertificate() async throws {
    let sample = try await SampleServer.start([]) { options in
      options.certificate = file("certificate.pem")
      options.key = file("key.pem")
      options.makesNewToken = true
    }
    #expect(sample.invitation.address.hasPrefix("https://127.0.0.1:"))
    let token = try #require(sample.invitation.address.split(separator: "=").last)
    let answer = try await ask(sample.port, "/enter?token=\(token)")
    #expect(answer.hasPrefix("HTTP/1.1 303"))
    #expect(answer.contains("__Host-shoebox-0="))
    #expect(answer.contains("; Secure"))
    // Without encryption there is no answer.
    await #expect(throws: (any Error).self) { try await sample.ask("/") }
  }

  @Test func filesThatAreNoCertificateAreNamed() async throws {
    for (certificate, key) in [
      ("key.pem", "key.pem"), ("certificate.pem", "certificate.pem"), ("none.pem", "key.pem"),
    ] {
      await #expect(throws: ShoeboxError.self) {
        _ = try await SampleServer.start([]) { options in
          options.certificate = file(certificate)
          options.key = file(key)
        }
      }
    }
  }

  /// The beginning of an answer over TLS.
  private func ask(_ port: Int, _ path: String) async throws -> String {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .file(file("certificate.pem").string)
    let context = try NIOSSLContext(configuration: configuration)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let tls = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
          try channel.pipeline.syncOperations.addHandler(tls)
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(
        ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
      )
      var text = ""
      for try await part in inbound {
        text += String(buffer: part)
        if text.contains("\r\n\r\n") { break }
      }
      return text
    }
  }
}
