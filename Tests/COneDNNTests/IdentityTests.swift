// SPDX-License-Identifier: MIT

import COneDNN
import Testing

@Suite("Identity")
struct IdentityTests {
  @Test("The library has a version, and the identity begins with it")
  func identity() {
    let version = String(cString: sb_onednn_version())
    #expect(version.split(separator: ".").count == 3)
    #expect(String(cString: sb_onednn_identity()).hasPrefix(version + " "))
  }

  @Test("f32 is always supported, weights in 8 bits are no source")
  func support() {
    #expect(sb_supports(SB_F32))
    #expect(!sb_supports(SB_S8))
  }
}
