// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct MirrorTests {
  @Test func addressesAreTakenAsTyped() throws {
    #expect(try Mirror("https://mirror.invalid").description == "https://mirror.invalid")
    #expect(try Mirror("https://mirror.invalid/hub//").description == "https://mirror.invalid/hub")
    #expect(try Mirror("http://[::1]:80/x").description == "http://[::1]:80/x")
  }

  @Test func passwordsAreNotShown() throws {
    let mirror = try Mirror("https://me:secret@mirror.invalid/hub")
    #expect(mirror.description == "https://mirror.invalid/hub")
  }

  @Test func plainHTTPToAnotherMachineIsExposed() throws {
    for address in [
      "http://127.0.0.1:8000", "http://localhost", "http://[::1]", "https://a.invalid",
    ] {
      #expect(try !Mirror(address).isExposed, "\(address)")
    }
    for address in ["http://a.invalid", "http://127.0.0.1.a.invalid", "http://10.0.0.1"] {
      #expect(try Mirror(address).isExposed, "\(address)")
    }
  }

  @Test(arguments: [
    "", "mirror.invalid", "ftp://mirror.invalid", "file:///tmp", "https://", "https:///x",
    "https://mirror.invalid/?q", "https://mirror.invalid/#x", "/srv/models",
  ])
  func otherWordsAreNone(text: String) {
    let error = #expect(throws: ShoeboxError.self) { try Mirror(text) }
    #expect(error?.code == .usage)
  }
}
