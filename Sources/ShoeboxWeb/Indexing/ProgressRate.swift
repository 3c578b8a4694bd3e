// SPDX-License-Identifier: MIT

import ShoeboxKit

/// How quickly a run gets on, measured over its last seconds.
struct ProgressRate: Sendable {
  private static let window = Duration.seconds(20)

  private var samples: [(time: ContinuousClock.Instant, completed: Int)] = []

  /// Takes in how far the run is.
  mutating func add(_ progress: IndexingProgress, at now: ContinuousClock.Instant = .now) {
    guard progress.phase == .encoding, !progress.isPaused,
      progress.completed >= samples.last?.completed ?? 0
    else {
      // What was before a pause, or another model, says nothing about now.
      samples = []
      return
    }
    if let last = samples.last, samples.count > 1, now - last.time < .milliseconds(200) {
      samples[samples.count - 1] = (last.time, progress.completed)
    } else {
      samples.append((now, progress.completed))
    }
    samples.removeAll { now - $0.time > Self.window }
  }

  /// Files a second; nil as long as nothing can be said.
  var perSecond: Double? {
    guard let first = samples.first, let last = samples.last, last.completed > first.completed,
      last.time - first.time >= .seconds(1)
    else { return nil }
    let seconds = (last.time - first.time) / .seconds(1)
    return (Double(last.completed - first.completed) / seconds * 10).rounded() / 10
  }

  /// How long a number of files will take.
  func secondsLeft(of count: Int) -> Int? {
    guard let perSecond, perSecond > 0 else { return nil }
    return Int((Double(max(0, count)) / perSecond).rounded(.up))
  }
}
