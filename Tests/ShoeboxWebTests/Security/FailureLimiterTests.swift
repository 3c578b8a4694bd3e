// SPDX-License-Identifier: MIT

import ShoeboxWeb
import Testing

@Suite struct FailureLimiterTests {
  private let start = ContinuousClock.now

  @Test func aClientMayFailTenTimesAndThenOnceInAWhile() {
    let limiter = FailureLimiter(now: start)
    let client = PeerAddress(bytes: [10, 0, 0, 1])
    for _ in 0..<10 {
      #expect(limiter.wait(for: client, at: start) == nil)
      limiter.fail(client, at: start)
    }
    #expect(limiter.wait(for: client, at: start) == 6)
    #expect(limiter.wait(for: PeerAddress(bytes: [10, 0, 0, 2]), at: start) == nil)
    #expect(limiter.wait(for: client, at: start + .seconds(7)) == nil)
    limiter.fail(client, at: start + .seconds(7))
    #expect(limiter.wait(for: client, at: start + .seconds(7)) != nil)
    #expect(limiter.wait(for: client, at: start + .seconds(100)) == nil)
  }

  @Test func allTogetherAreLimitedAndItsMemoryIs() {
    let limiter = FailureLimiter(now: start)
    for index in 0..<5000 {
      let client = PeerAddress(bytes: [10, 1, UInt8(index >> 8), UInt8(index & 0xFF)])
      limiter.fail(client, at: start + .milliseconds(index))
    }
    #expect(limiter.count <= 1024)
    #expect(limiter.wait(for: PeerAddress(bytes: [1, 1, 1, 1]), at: start + .seconds(5)) != nil)
  }

  @Test func anIPv6ClientIsItsNetwork() {
    let one = PeerAddress(parsing: "2001:db8::1")
    let two = PeerAddress(parsing: "2001:db8::2")
    #expect(one != two)
    #expect(one?.client == two?.client)
    #expect(one?.client != PeerAddress(parsing: "2001:db8:0:1::1")?.client)
  }
}
