// SPDX-License-Identifier: MIT

import Foundation

/// The user's browser.
enum Browser {
  /// Shows a page; says so if that is not possible.
  static func open(_ address: String) {
    #if canImport(Darwin)
    let program = "/usr/bin/open"
    #else
    let program = "/usr/bin/xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [address]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      Output.note("No browser could be opened: \(program) is not there. Open the address yourself.")
    }
  }
}
