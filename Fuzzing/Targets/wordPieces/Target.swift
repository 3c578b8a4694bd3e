// SPDX-License-Identifier: MIT

import FuzzedParsers

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafeRawPointer?, _ count: Int) -> CInt {
  FuzzedParser.wordPieces.read(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}
