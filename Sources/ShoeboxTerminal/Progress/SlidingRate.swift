// SPDX-License-Identifier: MIT

/// The speed of a count over the last while.
///
/// The average since the beginning would remember a slow start or a sleeping laptop for ever, and
/// the time between two photos jumps. The last half minute does neither.
struct SlidingRate {
  /// How long a moment is remembered.
  static let window: Duration = .seconds(30)

  /// How much of it must have passed before there is a speed to speak of.
  static let warmUp: Duration = .seconds(3)

  /// Moments closer than this are one, which bounds the memory.
  private static let resolution: Duration = .milliseconds(250)

  private struct Sample {
    var time: Duration
    var count: Int
  }

  /// Ascending in time; the last one is the latest, all others are apart from each other.
  private var samples: [Sample] = []

  /// Notes that the count is `count` at `time`, a moment not before the last one noted.
  mutating func record(_ count: Int, at time: Duration) {
    let sample = Sample(time: time, count: count)
    if samples.count > 1,
      samples[samples.count - 1].time - samples[samples.count - 2].time < Self.resolution
    {
      samples[samples.count - 1] = sample
    } else {
      samples.append(sample)
    }
    samples.removeFirst(start(at: time))
  }

  /// Counts per second up to `now`; nil while it is too early to tell, 0 where nothing has moved
  /// for the whole window.
  func perSecond(at now: Duration) -> Double? {
    guard let latest = samples.last else { return nil }
    let first = samples[start(at: now)]
    let elapsed = now - first.time
    guard elapsed >= Self.warmUp else { return nil }
    return Double(latest.count - first.count) / (elapsed / .seconds(1))
  }

  /// The last sample that is at least as old as the window, or else the first.
  private func start(at now: Duration) -> Int {
    samples.lastIndex { now - $0.time >= Self.window } ?? 0
  }
}
