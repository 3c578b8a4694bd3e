// SPDX-License-Identifier: MIT

import Foundation

extension Date {
  /// Whole seconds since 1970, as the catalogue stores times.
  var secondsSince1970: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

  var microsecondsSince1970: Int64 { Int64((timeIntervalSince1970 * 1e6).rounded(.down)) }

  init(secondsSince1970 seconds: Int64) {
    self.init(timeIntervalSince1970: TimeInterval(seconds))
  }
}
