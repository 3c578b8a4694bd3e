// SPDX-License-Identifier: MIT

import CLIPModel
import Foundation
import Testing

/// Packages as they lie on the disk.
@Suite struct ModelPackageTests {
  private let folder: TemporaryFolder
  private let package: ModelPackage
  private var place: String { "\(folder.path)/model" }

  init() throws {
    folder = try TemporaryFolder()
    package = try ModelImporter(options: ImportOptions(precision: .int8, licence: "MIT"))
      .run(from: ModelFolders.fixture("hf-vit-gelu"), to: "\(folder.path)/model")
  }

  private func manifest() throws -> String {
    try String(contentsOf: URL(filePath: "\(place)/shoebox-model.json"), encoding: .utf8)
  }

  private func open(_ change: (String) -> String) throws -> ModelPackage {
    try folder.write(change(try manifest()), to: "model/shoebox-model.json")
    return try ModelPackage.open(place)
  }

  @Test func listsItsFiles() throws {
    #expect(package.folder == place)
    let names = ["model.safetensors", "vocab.json", "merges.txt"]
    #expect(package.manifest.files.map(\.name) == names)
    #expect(try package.verify().map(\.finding) == [.intact, .intact, .intact])
    let files = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    #expect(files == (names + ["shoebox-model.json"]).sorted())
  }

  @Test func findsDamage() throws {
    let weights = URL(filePath: "\(place)/model.safetensors")
    var bytes = try Data(contentsOf: weights)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: weights)
    try folder.remove("model/vocab.json")
    try folder.write("short", to: "model/merges.txt")
    let findings = try package.verify().map(\.finding)
    guard case .otherChecksum(let sum) = findings[0] else {
      Issue.record("found \(findings[0])")
      return
    }
    #expect(sum.count == 64 && sum != package.manifest.files[0].sha256)
    #expect(findings[1] == .missing)
    #expect(findings[2] == .otherSize(5))
    expectFailure(.missingFile, "lacks vocab.json") { _ = try ModelPackage.open(place) }
    expectFailure(.missingFile, "lacks vocab.json") {
      _ = try DualEncoder.load(folder: place, precision: .float32)
    }
    try bytes.dropLast(7).write(to: weights)
    expectFailure(.truncated, "model.safetensors ends too early: 7 of") {
      _ = try ModelPackage.open(place)
    }
    try (bytes + [0]).write(to: weights)
    expectFailure(.invalidCheckpoint, "model.safetensors has") {
      _ = try ModelPackage.open(place)
    }
  }

  @Test func whatIsNoPackageSaysSo() throws {
    expectFailure(.missingFile, "is no imported model") {
      _ = try ModelPackage.open(ModelFolders.fixture("hf-vit"))
    }
  }

  // MARK: - The manifest

  @Test func theManifestReadsBack() throws {
    let json = try manifest()
    #expect(try open { _ in json }.manifest == package.manifest)
    #expect(json.hasSuffix("}\n"))
  }

  @Test func theFingerprintIsOfTheContents() throws {
    let before = try ModelFiles.folder(place).fingerprint()
    _ = try open { json in
      json.replacing("\"MIT\"", with: "\"other\"").replacing("\n  ", with: "\n\t")
    }
    #expect(try ModelFiles.folder(place).fingerprint() == before)
    _ = try open { $0.replacing("\"crop\": \"down\"", with: "\"crop\": \"half-to-even\"") }
    #expect(try ModelFiles.folder(place).fingerprint() != before)
  }

  @Test func keysThatSayNothingAboutVectorsArePassedOver() throws {
    let package = try open {
      $0.replacing("\"version\": 1", with: "\"version\": 1, \"mood\": [{}]")
    }
    #expect(package.manifest == self.package.manifest)
  }

  @Test(arguments: [
    ("\"version\": 1", "\"version\": 2", ModelError.Code.unsupported, "update it"),
    ("\"format\": \"shoebox-model\"", "\"format\": \"x\"", .invalidConfiguration, "format"),
    ("\"filter\":", "\"sharpness\": 1, \"filter\":", .unsupported, "preprocessing.sharpness"),
    ("\"kind\": \"clip\"", "\"kind\": \"gpt\"", .unsupported, "architecture.text.kind"),
    ("\"kind\": \"clip\"", "\"kind\": \"clip\", \"types\": 2", .unsupported, "text.types"),
    ("\"kind\": \"transformer\"", "\"kind\": \"mixer\"", .unsupported, "image.kind"),
    ("\"causal\": true", "\"causal\": 1", .invalidConfiguration, "architecture.text.causal"),
    ("\"name\": \"merges.txt\"", "\"name\": \"../m\"", .invalidConfiguration, "files"),
    ("\"name\": \"merges.txt\"", "\"name\": \"vocab.json\"", .invalidConfiguration, "files"),
    ("\"sha256\": \"", "\"sha256\": \"0", .invalidConfiguration, "files"),
    ("\"bytes\": ", "\"bytes\": -", .invalidConfiguration, "files"),
    ("\"precision\": \"int8\"", "\"precision\": \"int3\"", .unsupported, "precision"),
  ])
  func aManifestThatIsWrongSaysWhere(
    _ old: String,
    _ new: String,
    _ code: ModelError.Code,
    _ words: String
  ) throws {
    #expect(try manifest().contains(old))
    expectFailure(code, "shoebox-model.json", words) {
      _ = try open { $0.replacing(old, with: new) }
    }
  }

  @Test func aManifestMustNameWhatIsNeeded() throws {
    expectFailure(.invalidConfiguration, "files lacks merges.txt") {
      _ = try open { $0.replacing("\"name\": \"merges.txt\"", with: "\"name\": \"vocab.json2\"") }
      _ = try DualEncoder.load(folder: place, precision: .float32)
    }
  }
}
