// SPDX-License-Identifier: MIT

import CLIPModel
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
  /// Puts a complete model in its place, in one step.
  ///
  /// - Parameters:
  ///   - made: The folder it was made in, on the same disk.
  ///   - name: What it will be called.
  ///   - record: Where it came from.
  /// - Returns: The model in its place.
  /// - Throws: `ModelError` if the folder holds no model that can be computed; ``ShoeboxError`` if it cannot be moved.
  func install(
    _ made: FilePath,
    as name: ModelName,
    _ record: ModelRecord
  ) throws -> InstalledModel {
    _ = try ModelSelection.folder(made).load()
    try record.write(in: made)
    made.synchronize()
    let target = folder(of: name)
    let result = made.withPlatformString { made in
      target.withPlatformString { rename(made, $0) }
    }
    guard result == 0 else { throw ShoeboxError.system("\(target) cannot be made") }
    folder.synchronize()
    return InstalledModel(
      name: name,
      folder: target,
      record: record,
      byteCount: target.sizeOfFiles
    )
  }
}

extension FilePath {
  /// Makes the names in a folder durable, where the file system can.
  fileprivate func synchronize() {
    let descriptor = withPlatformString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
