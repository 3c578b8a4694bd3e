// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxKit
import SystemPackage
import Testing

@Suite struct LibraryLocationTests {
  @Test func isItsFolder() {
    let location = LibraryLocation("/somewhere/library/")
    #expect(location.folder == "/somewhere/library")
    #expect(location == LibraryLocation("/somewhere/library"))
    #expect(location != LibraryLocation("/somewhere/else"))
  }

  @Test func theStandardOneFollowsTheEnvironment() {
    let environment = ProcessInfo.processInfo.environment
    let folder = LibraryLocation.standard.folder
    if let named = environment["SHOEBOX_LIBRARY"], !named.isEmpty {
      #expect(folder == FilePath(named))
    } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      #expect(folder == FilePath(data).appending("shoebox"))
    } else {
      let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
      #expect(folder.starts(with: FilePath(home)))
      #expect(folder.lastComponent?.string == "shoebox")
    }
    #expect(folder.isAbsolute || environment["SHOEBOX_LIBRARY"] != nil)
  }
}
