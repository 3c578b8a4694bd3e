// SPDX-License-Identifier: MIT

import Foundation
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension ModelStore {
  /// Removes a model with its packed weights, and what was downloaded so far of one that is not complete.
  ///
  /// Links are removed and never followed: nothing outside the store is touched.
  ///
  /// - Parameter name: The model.
  /// - Throws: ``ShoeboxError`` `.noInput` if there is no such model, `.busy` if another process is making it,
  ///   `.inputOutput` if it cannot be removed.
  public func remove(_ name: ModelName) throws {
    guard contains(name) || partialByteCount(of: name) > 0 else { throw missing(name.description) }
    let lock = try lock(name)
    defer { lock.release() }
    let fingerprint = try? model(name)?.record?.fingerprint
    if contains(name) {
      // In one step first, so that half a model never counts as one.
      let doomed = workshop.appending("\(name).removed-\(UUID().uuidString)")
      let result = folder(of: name).withPlatformString { source in
        doomed.withPlatformString { rename(source, $0) }
      }
      guard result == 0 else { throw ShoeboxError.system("\(folder(of: name)) cannot be removed") }
      try FileManager.default.removeItem(atPath: doomed.string)
    }
    if let fingerprint {
      // A cache that nobody would look for any more.
      try? FileManager.default.removeItem(
        atPath: PackedWeightsFolder.path(fingerprint: fingerprint)
      )
    }
    let partial = workshop.appending(name.description)
    if partial.status != nil { try FileManager.default.removeItem(atPath: partial.string) }
  }

  /// How much was downloaded of a model that is not complete, in bytes.
  public func partialByteCount(of name: ModelName) -> Int64 {
    PullWorkplace.byteCount(in: workshop.appending(name.description))
  }
}
