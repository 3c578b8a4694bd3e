// SPDX-License-Identifier: MIT

import Compute

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PackedWeights {
  /// The packed weights of one tower.
  ///
  /// - Parameters:
  ///   - tower: "text" or "vision".
  ///   - precision: What its layers multiply in.
  ///   - folder: The model's own; made if it is not there. `nil` keeps nothing.
  convenience init?(of tower: String, _ precision: Precision, in folder: String?) {
    guard let folder else { return nil }
    try? FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true
    )
    let model = folder.split(separator: "/").last ?? ""
    self.init(
      path: "\(folder)/\(tower)-\(precision.rawValue).packed",
      identity: "\(model) \(tower) \(precision.rawValue)"
    )
  }
}
