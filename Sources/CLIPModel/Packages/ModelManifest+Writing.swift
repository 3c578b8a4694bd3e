// SPDX-License-Identifier: MIT

extension ModelManifest {
  /// The name of the manifest's own file.
  package static let fileName = "shoebox-model.json"
  /// The name of the weights' file.
  package static let weightsName = "model.safetensors"
  /// What tells a manifest from other JSON.
  static let format = "shoebox-model"

  /// The manifest as it is written.
  package var json: String {
    var members = computation
    members["format"] = .string(Self.format)
    members["version"] = .integer(Self.formatVersion)
    members["name"] = .string(name)
    members["precision"] = precision.map { .string($0.word) }
    members["licence"] = licence.map(JSONValue.string)
    members["source"] = source.map(JSONValue.string)
    members["files"] = .array(
      files.map { file in
        [
          "name": .string(file.name), "bytes": .integer(file.byteCount),
          "sha256": .string(file.sha256),
        ]
      }
    )
    return JSONValue.object(members).text(isIndented: true) + "\n"
  }

  /// What of the manifest decides which vectors the model gives, always written in the same way.
  var identity: [UInt8] { Array(JSONValue.object(computation).text().utf8) }

  private var computation: [String: JSONValue] {
    [
      "architecture": [
        "embedding": .integer(configuration.embeddingDimension),
        "image": .object(configuration.vision.members),
        "text": .object(configuration.text.members),
      ],
      "preprocessing": .object(configuration.preprocessing.members),
      "tokenizer": [
        "kind": .string(tokenizer.kind.word), "cleaning": .string(tokenizer.cleaning.word),
      ],
    ]
  }
}

extension ModelConfiguration.Vision {
  fileprivate var members: [String: JSONValue] {
    switch self {
    case .transformer(let tower):
      [
        "kind": "transformer", "width": .integer(tower.width), "layers": .integer(tower.layers),
        "heads": .integer(tower.heads), "patch": .integer(tower.patchSize),
        "side": .integer(tower.imageSize), "mlp": .integer(tower.mlpWidth),
        "activation": .string(tower.activation.word), "epsilon": JSONValue(tower.epsilon),
      ]
    case .residual(let tower):
      [
        "kind": "residual", "width": .integer(tower.width),
        "blocks": .array(tower.layers.map(JSONValue.integer)), "heads": .integer(tower.heads),
        "side": .integer(tower.imageSize),
      ]
    }
  }
}

extension ModelConfiguration.Text {
  fileprivate var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "width": .integer(width), "layers": .integer(layers),
      "heads": .integer(heads), "context": .integer(contextLength),
      "vocabulary": .integer(vocabularySize), "mlp": .integer(mlpWidth),
      "activation": .string(activation.word), "epsilon": JSONValue(epsilon),
      "causal": .boolean(isCausal), "padding": .integer(Int(paddingID)),
    ]
    switch architecture {
    case .clip: members["kind"] = "clip"
    case .bert(let positions, let types):
      members["kind"] = "bert"
      members["positions"] = .integer(positions)
      members["types"] = .integer(types)
    }
    switch pooling {
    case .first: members["pooling"] = "first"
    case .argMax: members["pooling"] = "highest-id"
    case .firstEndOfText(let id):
      members["pooling"] = "first-id"
      members["end"] = .integer(Int(id))
    }
    return members
  }
}

extension ModelConfiguration.Preprocessing {
  fileprivate var members: [String: JSONValue] {
    [
      "fit": .string(fit.word), "crop": .string(cropRounding.word),
      "filter": .string(filter.word), "mean": .array(mean.map(JSONValue.init)),
      "deviation": .array(standardDeviation.map(JSONValue.init)),
    ]
  }
}

extension JSONValue {
  /// A float as its own shortest decimal, which is much shorter than that of the same `Double`.
  fileprivate init(_ float: Float) {
    self = .number(Double("\(float)") ?? Double(float))
  }
}
