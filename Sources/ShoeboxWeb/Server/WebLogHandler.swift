// SPDX-License-Identifier: MIT

import Logging

/// Passes log lines on as notes, without what only machines read.
struct WebLogHandler: LogHandler {
  let note: @Sendable (String) -> Void
  var logLevel = Logger.Level.notice
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(note: @escaping @Sendable (String) -> Void) {
    self.note = note
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    note("\(event.level >= .warning ? "\(event.level): " : "")\(event.message)")
  }
}
