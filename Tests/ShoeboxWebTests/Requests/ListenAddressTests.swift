// SPDX-License-Identifier: MIT

import ShoeboxKit
import ShoeboxWeb
import Testing

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1", 7343), ("0.0.0.0:8080", "0.0.0.0", 8080), ("[::1]:9", "[::1]", 9),
    ("::", "[::]", 7343), ("[fe80::1]", "[fe80::1]", 7343), ("localhost", "127.0.0.1", 7343),
    ("localhost:0", "127.0.0.1", 0),
  ])
  func reads(_ text: String, _ host: String, _ port: Int) throws {
    let address = try ListenAddress(text)
    #expect(address.description == host)
    #expect(address.port == port)
  }

  @Test(arguments: [
    "", "photos", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "256.0.0.1", "[::1", "[::1]8",
    "::1:80:",
    "127.0.0.1:", "1.2.3.4:5:6",
  ])
  func refuses(_ text: String) {
    #expect(throws: ShoeboxError.self) { try ListenAddress(text) }
  }

  @Test func knowsLoopback() throws {
    #expect(try ListenAddress("127.9.9.9").isLoopback)
    #expect(try ListenAddress("::1").isLoopback)
    #expect(try !ListenAddress("0.0.0.0").isLoopback)
    #expect(try ListenAddress("0.0.0.0").isUnspecified)
    #expect(try !ListenAddress("192.168.0.1").isLoopback)
  }
}
