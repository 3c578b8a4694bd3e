// SPDX-License-Identifier: MIT

/// How a catalogue is opened.
package struct CatalogOptions: Sendable {
  /// How long a call waits for another program's transaction before it fails with `.locked`.
  package var busyTimeout: Duration

  /// The size in bytes that the file may not pass, or `nil` for no bound but the disk's.
  ///
  /// A transaction that would pass it fails with `.full` and changes nothing, as on a full disk.
  package var maximumByteCount: Int64?

  package init(busyTimeout: Duration = .seconds(10), maximumByteCount: Int64? = nil) {
    self.busyTimeout = busyTimeout
    self.maximumByteCount = maximumByteCount
  }
}
