// SPDX-License-Identifier: MIT

extension ModelManifest {
  /// Reads a `shoebox-model.json`.
  ///
  /// What describes the computation may have no key that is not known here; elsewhere such keys are passed over.
  ///
  /// - Parameter file: The manifest.
  /// - Throws: ``ModelError`` `.invalidConfiguration` if it is damaged, `.unsupported` if a later version wrote it or
  ///   it describes what is not computed here.
  package init(_ file: ModelFile) throws(ModelError) {
    let root = try ConfigurationSection(file)
    guard try root.string("format") == Self.format else {
      throw root.invalid("format", "\"\(Self.format)\"")
    }
    let version = try root.integer("version", in: 1...Int(Int32.max))
    guard version <= Self.formatVersion else {
      throw root.unsupported(
        "version",
        "This program reads up to \(Self.formatVersion); update it."
      )
    }
    let architecture = try root.closedSection("architecture", keys: ["embedding", "image", "text"])
    let vision = try ModelConfiguration.Vision(package: architecture)
    let tokenizer = try root.closedSection("tokenizer", keys: ["cleaning", "kind"])
    self.init(
      name: try root.text("name"),
      configuration: ModelConfiguration(
        embeddingDimension: try architecture.integer("embedding"),
        vision: vision,
        text: try ModelConfiguration.Text(package: architecture),
        preprocessing: try ModelConfiguration.Preprocessing(package: root, side: vision.imageSize)
      ),
      tokenizer: Tokenizer(
        kind: try tokenizer.choice("kind"),
        cleaning: try tokenizer.choice("cleaning")
      ),
      precision: root["precision"] == nil ? nil : try root.choice("precision"),
      licence: try root.string("licence"),
      source: try root.string("source"),
      files: try Self.files(root)
    )
    let needed = [Self.weightsName] + self.tokenizer.kind.fileNames
    for name in needed where !files.contains(where: { $0.name == name }) {
      throw ModelError(
        .invalidConfiguration,
        "In \(file.path), files lacks \(name), which the model needs."
      )
    }
  }

  /// Reads the list of files.
  private static func files(_ root: ConfigurationSection) throws(ModelError) -> [File] {
    guard let entries = root["files"]?.array, entries.count <= 64 else {
      throw root.invalid("files", "a list of files")
    }
    var files: [File] = []
    for entry in entries {
      guard let name = entry["name"]?.string, let byteCount = entry["bytes"]?.integer,
        let sha256 = entry["sha256"]?.string, isPlain(name), byteCount >= 0,
        sha256.utf8.count == 64, sha256.utf8.allSatisfy(isHexadecimal),
        !files.contains(where: { $0.name == name })
      else {
        throw root.invalid("files", "a list of different names with bytes and sha256")
      }
      files.append(File(name: name, byteCount: byteCount, sha256: sha256))
    }
    return files
  }

  /// Whether a name is one of a file in the package's own folder.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 255 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

extension ModelConfiguration.Vision {
  fileprivate init(package architecture: ConfigurationSection) throws(ModelError) {
    let tower = try architecture.section("image")
    switch try tower.text("kind") {
    case "transformer":
      let tower = try architecture.closedSection(
        "image",
        keys: [
          "activation", "epsilon", "heads", "kind", "layers", "mlp", "patch", "side", "width",
        ]
      )
      self = .transformer(
        ModelConfiguration.VisionTransformer(
          width: try tower.integer("width"),
          layers: try tower.integer("layers", in: 1...1_024),
          heads: try tower.integer("heads"),
          patchSize: try tower.integer("patch", in: 1...8_192),
          imageSize: try tower.integer("side", in: 1...8_192),
          activation: try tower.choice("activation"),
          epsilon: try tower.epsilon(),
          mlpWidth: try tower.integer("mlp", in: 1...(1 << 20))
        )
      )
    case "residual":
      let tower = try architecture.closedSection(
        "image",
        keys: ["blocks", "heads", "kind", "side", "width"]
      )
      let blocks = (tower["blocks"]?.array ?? []).compactMap(\.integer)
      guard blocks.count == 4, blocks.allSatisfy((1...1_024).contains) else {
        throw tower.invalid("blocks", "four numbers of blocks")
      }
      self = .residual(
        ModelConfiguration.ResidualNetwork(
          layers: blocks,
          width: try tower.integer("width", in: 1...4_096),
          heads: try tower.integer("heads"),
          imageSize: try tower.integer("side", in: 1...8_192)
        )
      )
    default: throw tower.unsupported("kind", "Only transformer and residual are supported.")
    }
  }
}

extension ModelConfiguration.Text {
  fileprivate init(package architecture: ConfigurationSection) throws(ModelError) {
    let tower = try architecture.closedSection(
      "text",
      keys: [
        "activation", "causal", "context", "end", "epsilon", "heads", "kind", "layers", "mlp",
        "padding", "pooling", "positions", "types", "vocabulary", "width",
      ]
    )
    self.init(
      architecture: try tower.textArchitecture(),
      width: try tower.integer("width"),
      layers: try tower.integer("layers", in: 1...1_024),
      heads: try tower.integer("heads"),
      contextLength: try tower.integer("context", in: 2...65_536),
      vocabularySize: try tower.integer("vocabulary", in: 1...(1 << 24)),
      activation: try tower.choice("activation"),
      epsilon: try tower.epsilon(),
      mlpWidth: try tower.integer("mlp", in: 1...(1 << 20)),
      isCausal: try tower.flag("causal"),
      pooling: try tower.pooling(),
      paddingID: Int32(try tower.integer("padding", in: 0...(1 << 24)))
    )
  }
}

extension ModelConfiguration.Preprocessing {
  fileprivate init(package root: ConfigurationSection, side: Int) throws(ModelError) {
    let steps = try root.closedSection(
      "preprocessing",
      keys: ["crop", "deviation", "filter", "fit", "mean"]
    )
    for key in ["deviation", "mean"] where steps[key] == nil {
      throw steps.invalid(key, "three numbers, for red, green and blue")
    }
    self.init(
      side: side,
      fit: try steps.choice("fit"),
      cropRounding: try steps.choice("crop"),
      filter: try steps.choice("filter"),
      mean: try steps.colour("mean", default: []),
      standardDeviation: try steps.colour("deviation", default: [])
    )
  }
}

extension ConfigurationSection {
  /// An object that has to be there and may have no keys but some.
  fileprivate func closedSection(
    _ key: String,
    keys: Set<String>
  ) throws(ModelError) -> ConfigurationSection {
    guard let section = try sectionIfPresent(key) else { throw invalid(key, "an object") }
    try section.refuseFeatures(except: [], known: keys)
    return section
  }

  /// A string that has to be there.
  fileprivate func text(_ key: String) throws(ModelError) -> String {
    guard let text = try string(key) else { throw invalid(key, "a string") }
    return text
  }

  /// `true` or `false`, which has to be there.
  fileprivate func flag(_ key: String) throws(ModelError) -> Bool {
    guard let flag = self[key]?.boolean else { throw invalid(key, "true or false") }
    return flag
  }

  /// What layer norms add to the variance.
  fileprivate func epsilon() throws(ModelError) -> Float {
    guard self["epsilon"] != nil else { throw invalid("epsilon", "a number above 0") }
    return Float(try positive("epsilon", default: 0))
  }

  /// One of several words.
  fileprivate func choice<Choice: ManifestWord>(_ key: String) throws(ModelError) -> Choice {
    let choices = Choice.allCases.map { "\"\($0.word)\"" }
    let word = try text(key)
    guard let choice = Choice.allCases.first(where: { $0.word == word }) else {
      throw unsupported(key, "Only \(choices.joined(separator: " and ")) are supported.")
    }
    return choice
  }

  fileprivate func textArchitecture() throws(ModelError) -> ModelConfiguration.Text.Architecture {
    switch try text("kind") {
    case "clip":
      for key in ["positions", "types"] where self[key] != nil {
        throw unsupported(key, "CLIP's own text encoder has none.")
      }
      return .clip
    case "bert":
      return .bert(
        positionCount: try integer("positions", in: 2...65_536),
        tokenTypeCount: try integer("types", in: 1...65_536)
      )
    default: throw unsupported("kind", "Only clip and bert are supported.")
    }
  }

  fileprivate func pooling() throws(ModelError) -> ModelConfiguration.Text.Pooling {
    switch try text("pooling") {
    case "first": return .first
    case "highest-id": return .argMax
    case "first-id": return .firstEndOfText(Int32(try integer("end", in: 0...(1 << 24))))
    default: throw unsupported("pooling", "Only first, highest-id and first-id are supported.")
    }
  }
}
