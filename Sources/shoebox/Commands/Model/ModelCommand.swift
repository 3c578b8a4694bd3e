// SPDX-License-Identifier: MIT

import ArgumentParser

/// The command `shoebox model`.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "List the models, get better ones, and choose the one to use.",
    discussion: """
      Models lie in a store that all libraries share. Getting one with `pull` is
      the only thing that ever uses the network, and it asks first.

        shoebox model list
        shoebox model pull datacomp-vit-b-32-256
        shoebox model use datacomp-vit-b-32-256
      """,
    subcommands: [
      ModelListCommand.self, ModelPullCommand.self, ModelUseCommand.self, ModelShowCommand.self,
      ModelVerifyCommand.self, ModelRemoveCommand.self, ModelForgetCommand.self,
      ModelCompareCommand.self,
      ModelImportCommand.self,
    ],
    defaultSubcommand: ModelListCommand.self
  )
}
