// SPDX-License-Identifier: MIT

import CLIPModel

/// How far a download or an import is.
public struct PullProgress: Sendable, Equatable {
  /// What is being done.
  public enum Step: Sendable, Equatable {
    /// What is there is read again.
    case checking
    /// Bytes are on their way.
    case downloading
    /// The connection failed, for the reason given, and is tried again after a while.
    case waiting(reason: String, seconds: Double)
    /// A package is made of what was downloaded.
    case converting
  }

  /// What is being done.
  public let step: Step
  /// Bytes that are done in this step.
  public let bytesDone: Int64
  /// Bytes in all; a guess where nobody has published the number.
  public let bytesTotal: Int64
}

extension PullProgress {
  /// How far an import is.
  init(_ state: ImportProgress) {
    step = state.step == .writing ? .converting : .checking
    bytesDone = Int64(state.bytesDone)
    bytesTotal = Int64(state.bytesTotal)
  }
}
