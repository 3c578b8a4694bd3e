// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why a vector file could not be read or written.
///
/// The file is a cache: whoever meets `.absent`, `.stale` or `.damaged` writes it again from the catalogue.
package struct VectorFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of trouble it is.
  package enum Code: Sendable, Equatable {
    /// There is no such file.
    case absent
    /// The file is whole, but belongs to another model, state of the catalogue, or version of Shoebox.
    case stale
    /// The file is not what a writer left there.
    case damaged
    /// The operating system refused to open, read, write or rename.
    case inputOutput
    /// The disk, or the user's share of it, is full.
    case full
    /// The caller handed over a row, or an identity, that no vector file may hold.
    case invalid
  }

  /// What kind of trouble it is.
  package let code: Code

  /// A full sentence that names the file.
  package let message: String

  /// The message.
  package var description: String { message }

  /// Describes a failure.
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  static func stale(_ path: String, _ reason: String) -> Self {
    VectorFileError(
      .stale,
      "The vector file \(path) is out of date: \(reason). It must be rebuilt."
    )
  }

  static func damaged(_ path: String, _ reason: String) -> Self {
    VectorFileError(.damaged, "The vector file \(path) is damaged: \(reason). It must be rebuilt.")
  }

  static func invalid(_ path: String, _ reason: String) -> Self {
    VectorFileError(.invalid, "The vector file \(path) cannot be written: \(reason).")
  }

  /// Describes a system call that failed while writing.
  ///
  /// - Parameters:
  ///   - path: The file it was about.
  ///   - errorNumber: The call's `errno`.
  /// - Returns: An error with code `.full` or `.inputOutput`.
  package static func writing(_ path: String, errorNumber: Int32) -> Self {
    switch errorNumber {
    case ENOSPC:
      VectorFileError(
        .full,
        "The vector file \(path) cannot be written: the disk is full. Free some space there."
      )
    case EDQUOT:
      VectorFileError(
        .full,
        "The vector file \(path) cannot be written: your disk quota is used up."
      )
    default:
      VectorFileError(
        .inputOutput,
        "The vector file \(path) cannot be written: \(String(cString: strerror(errorNumber)))."
      )
    }
  }
}
