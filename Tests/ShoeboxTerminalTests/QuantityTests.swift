// SPDX-License-Identifier: MIT

import ShoeboxTerminal
import Testing

@Suite struct QuantityTests {
  @Test(
    arguments: [
      (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (-1234, "-1,234"),
      (1_234_567, "1,234,567"),
      (.min, "-9,223,372,036,854,775,808"),
    ])
  func counts(_ count: Int, _ text: String) {
    #expect(Quantity.count(count) == text)
  }

  @Test func countsThings() {
    #expect(Quantity.count(1, "photo") == "1 photo")
    #expect(Quantity.count(0, "photo") == "0 photos")
    #expect(Quantity.count(2000, "photo") == "2,000 photos")
    #expect(Quantity.count(2, "copy", "copies") == "2 copies")
  }

  @Test(
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1234, "1.2 kB"),
      (9949, "9.9 kB"),
      (9960, "10 kB"), (999_400, "999 kB"), (999_600, "1.0 MB"), (34_000_000, "34 MB"),
      (.max, "9.2 EB"), (-1500, "-1.5 kB"),
    ] as [(Int64, String)]
  )
  func bytes(_ count: Int64, _ text: String) {
    #expect(Quantity.bytes(count) == text)
  }

  @Test(
    arguments: [
      (0, "0 ms"), (0.0004, "0.40 ms"), (0.012, "12 ms"), (0.0994, "99 ms"), (0.1, "0.10 s"),
      (3.21, "3.2 s"),
      (42, "42 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (245, "4 min 05 s"),
      (3599.4, "59 min 59 s"),
      (3599.6, "1 h 00 min"), (7815, "2 h 10 min"), (86_399, "1 d 0 h"), (273_600, "3 d 4 h"),
    ])
  func durations(_ seconds: Double, _ text: String) {
    #expect(Quantity.duration(seconds: seconds) == text)
  }

  @Test(
    arguments: [
      (0.3068, 3, "0.307"), (-0.3068, 2, "-0.31"), (-0.001, 2, "0.00"), (12, 1, "12.0"),
      (1.995, 0, "2"), (0.05, 1, "0.1"),
    ])
  func decimals(_ value: Double, _ places: Int, _ text: String) {
    #expect(Quantity.decimal(value, places: places) == text)
  }

  @Test(
    arguments: [
      (0, "0"), (0.123, "0.12"), (1, "1.0"), (9.94, "9.9"), (9.96, "10"), (31.4, "31"),
      (12_345.6, "12,346"),
    ])
  func speeds(_ value: Double, _ text: String) {
    #expect(Quantity.threeDigits(value) == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func nonsenseDoesNotTrap(_ value: Double) {
    #expect(!Quantity.threeDigits(value).isEmpty)
    #expect(!Quantity.decimal(value, places: 3).isEmpty)
    #expect(!Quantity.duration(seconds: value).isEmpty)
  }
}
