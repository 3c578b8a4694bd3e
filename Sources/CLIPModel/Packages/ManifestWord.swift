// SPDX-License-Identifier: MIT

/// One of several things that a manifest calls by a word.
protocol ManifestWord: CaseIterable {
  /// What it is called.
  var word: String { get }
}

extension ManifestWord where Self: RawRepresentable<String> {
  var word: String { rawValue }
}

extension StoragePrecision: ManifestWord {}

extension ModelManifest.Tokenizer.Kind: ManifestWord {}

extension ModelManifest.Tokenizer.Cleaning: ManifestWord {}

extension ModelConfiguration.Activation: ManifestWord {
  var word: String {
    switch self {
    case .gelu: "gelu"
    case .quickGELU: "quick-gelu"
    }
  }
}

extension ModelConfiguration.Preprocessing.Fit: ManifestWord {
  var word: String {
    switch self {
    case .shortestSideThenCentreCrop: "shortest-side"
    case .squash: "squash"
    }
  }
}

extension ModelConfiguration.Preprocessing.CropRounding: ManifestWord {
  var word: String {
    switch self {
    case .halfToEven: "half-to-even"
    case .down: "down"
    }
  }
}

extension ModelConfiguration.Preprocessing.Filter: ManifestWord {}
