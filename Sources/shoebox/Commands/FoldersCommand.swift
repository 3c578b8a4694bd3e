// SPDX-License-Identifier: MIT

import ArgumentParser
import ShoeboxKit
import ShoeboxReports
import ShoeboxTerminal

/// The command `shoebox folders`.
struct FoldersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "folders",
    abstract: "List the folders of the library, or forget one.",
    discussion: """
        shoebox folders
        shoebox folders remove /media/archive
      """,
    subcommands: [ListFolders.self, RemoveFolder.self],
    defaultSubcommand: ListFolders.self
  )
}

/// The command `shoebox folders list`.
struct ListFolders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the folders of the library.",
    discussion: """
        shoebox folders list --json
      """
  )

  @Flag(help: "One JSON object a line.")
  var json = false

  @OptionGroup var library: LibraryOptions

  func run() throws {
    let folders = try library.open().folders()
    if json {
      for folder in folders { try Output.json(FolderReport(folder)) }
    } else {
      try Output.table(
        [Table.Column("folder"), Table.Column("photos", .trailing), Table.Column("")],
        folders.map { folder in
          let state = folder.isAbsent ? "not there now" : ""
          return [folder.path.forTerminal, Quantity.count(folder.photos), state]
        }
      )
    }
  }
}

/// The command `shoebox folders remove`.
struct RemoveFolder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Forget a folder.",
    discussion: """
      Its photos leave the library unless another folder shows them too. The
      files are not touched.

        shoebox folders remove /media/archive
      """
  )

  @Argument(help: "The folder.")
  var folder: PathArgument

  @OptionGroup var library: LibraryOptions

  func run() throws {
    try library.open().removeFolder(folder.path)
    Output.note(
      "\(folder.path.forTerminal) is no longer part of the library. Its files were not touched."
    )
  }
}
