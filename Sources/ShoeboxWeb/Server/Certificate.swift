// SPDX-License-Identifier: MIT

import HummingbirdTLS
import ShoeboxKit
import SystemPackage

/// What TLS needs.
enum Certificate {
  /// Reads a certificate chain and its key.
  ///
  /// - Parameters:
  ///   - certificate: A PEM file, the server's own certificate first.
  ///   - key: A PEM file.
  /// - Returns: TLS 1.2 or newer, HTTP/1.1.
  /// - Throws: ``ShoeboxError`` that names the file.
  static func configuration(_ certificate: FilePath, _ key: FilePath) throws -> TLSConfiguration {
    let chain = try reading(certificate, "certificates") {
      try NIOSSLCertificate.fromPEMFile($0)
    }
    let secret = try reading(key, "private key") { try NIOSSLPrivateKey(file: $0, format: .pem) }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(secret)
    )
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    return configuration
  }

  private static func reading<Value>(
    _ path: FilePath,
    _ what: String,
    _ read: (String) throws -> Value
  ) throws -> Value {
    do {
      return try read(path.string)
    } catch {
      throw ShoeboxError(
        .badInput,
        "\(path) cannot be used: it has to be a PEM file with \(what) in it that may be read."
      )
    }
  }
}
