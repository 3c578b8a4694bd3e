// SPDX-License-Identifier: MIT

import ShoeboxKit
import Testing

@Suite struct ModelNameTests {
  @Test(arguments: ["a", "0", "clip-vit-b-32", "a.b_c-d", String(repeating: "x", count: 64)])
  func names(text: String) {
    #expect(ModelName(text)?.description == text)
  }

  @Test(arguments: [
    "", ".", "..", ".hidden", "-x", "_x", "A", "a/b", "a b", "ä", "a\0", "a\n", "starter",
    String(repeating: "x", count: 65), "../x", "x/../../y",
  ])
  func noNames(text: String) {
    #expect(ModelName(text) == nil)
  }

  @Test(arguments: [
    ("ViT-B-32", "vit-b-32"), ("CLIP ViT-B/32", "clip-vit-b-32"), ("..x..", "x"),
    ("Ünder", "nder"), (String(repeating: "y", count: 99), String(repeating: "y", count: 64)),
  ])
  func derived(text: String, name: String) {
    #expect(ModelName(derivedFrom: text)?.description == name)
  }

  @Test(arguments: ["", "...", "漢字", "starter", "Starter"])
  func nothingToDeriveFrom(text: String) {
    #expect(ModelName(derivedFrom: text) == nil)
  }
}
