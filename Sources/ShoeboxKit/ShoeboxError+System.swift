// SPDX-License-Identifier: MIT

import SystemPackage

extension ShoeboxError {
  /// What the system call that has just failed on this thread left behind, as an error.
  ///
  /// - Parameter what: The beginning of the sentence, such as "models/x cannot be written".
  /// - Returns: The error, with what to do if the disk is full.
  static func system(_ what: String) -> ShoeboxError {
    let error = Errno.last
    let remedy = error == .noSpace || error == .diskQuotaExceeded ? " Make room and try again." : ""
    return ShoeboxError(.inputOutput, "\(what): \(error).\(remedy)")
  }
}
