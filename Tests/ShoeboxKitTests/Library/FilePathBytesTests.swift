// SPDX-License-Identifier: MIT

import ShoeboxKit
import SystemPackage
import Testing

@Suite struct FilePathBytesTests {
  @Test func anyBytesSurvive() {
    let all = (1...255).map { UInt8($0) }.filter { $0 != UInt8(ascii: "/") }
    for bytes in [
      Array("/plain/path.jpg".utf8), Array("relative".utf8), [0xFF], [0x80, 0x2F, 0xC3],
      Array("two\nlines \t\u{1B}[31m".utf8), Array("/é/\u{1F600}".utf8), all, [],
    ] {
      #expect(FilePath(bytes: bytes).bytes == bytes)
    }
  }

  @Test func aZeroEndsAPath() {
    #expect(FilePath(bytes: [0x61, 0, 0x62]).bytes == [0x61])
    #expect(FilePath(bytes: [0]).isEmpty)
  }

  @Test func agreesWithTheTextOfAPath() {
    #expect(FilePath(bytes: Array("/a/b c.jpg".utf8)) == "/a/b c.jpg")
    #expect(FilePath("/a/b c.jpg").bytes == Array("/a/b c.jpg".utf8))
    #expect(FilePath(bytes: "/lazy".utf8.lazy.map { $0 }) == "/lazy")
  }
}
