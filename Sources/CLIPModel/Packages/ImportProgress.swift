// SPDX-License-Identifier: MIT

/// How far an import or a verification has come.
public struct ImportProgress: Sendable, Equatable {
  /// What is being done.
  public enum Step: String, Sendable {
    /// Weights are read, converted and written.
    case writing
    /// What was written is read back and checked.
    case verifying
  }

  /// What is being done.
  public let step: Step
  /// Bytes done in this step.
  public let bytesDone: Int
  /// Bytes of this step in all.
  public let bytesTotal: Int
}

/// Reports progress every few megabytes.
struct ProgressMeter {
  /// How much has to be done between two reports.
  static let stride = 1 << 22

  private let step: ImportProgress.Step
  private let total: Int
  private var next = 0

  /// A meter at the start of a step.
  init(_ step: ImportProgress.Step, total: Int) {
    self.step = step
    self.total = total
  }

  /// Reports if enough has been done since the last time, or all.
  mutating func report<Failure: Error>(
    _ done: Int,
    _ progress: (ImportProgress) throws(Failure) -> Void
  ) throws(Failure) {
    guard done >= next || done >= total else { return }
    next = done + Self.stride
    try progress(ImportProgress(step: step, bytesDone: min(done, total), bytesTotal: total))
  }
}
