// SPDX-License-Identifier: MIT

extension ConfigurationSection {
  /// Refuses a configuration that asks for anything this library does not compute.
  ///
  /// A key nobody here has heard of may change the mathematics as well; passing over it could give
  /// wrong vectors without a word, so it is refused too.
  ///
  /// - Parameters:
  ///   - required: Keys with the one value that is computed; `null` where a key has to be missing.
  ///   - known: Keys that are read elsewhere, or change no embedding.
  /// - Throws: ``ModelError`` `.unsupported`.
  func refuseFeatures(
    except required: [(key: String, value: JSONValue)],
    known: Set<String>
  ) throws(ModelError) {
    for (key, value) in required where self[key] != nil && self[key] != value {
      throw unsupported(key, Self.limit(value))
    }
    let named = known.union(required.map(\.key))
    if let key = keys.first(where: { !named.contains($0) }) {
      throw unsupported(key, "This key is not known, so the model cannot be computed faithfully.")
    }
  }

  private static func limit(_ value: JSONValue) -> String {
    switch value {
    case .boolean(let flag): "Only models with \(flag) are supported."
    case .string(let word): "Only models with \"\(word)\" are supported."
    default: "Only models without it are supported."
    }
  }
}
