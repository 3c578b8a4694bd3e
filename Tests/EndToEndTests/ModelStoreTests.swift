// SPDX-License-Identifier: MIT

import Foundation
import Testing

/// The models of a user: listed, shown, verified, imported, removed.
@Suite("The store of models", .needsCommand)
struct ModelStoreTests {
  private let place: Workplace
  private let shop: ModelShop

  init() throws {
    place = try Workplace()
    shop = try ModelShop(place)
  }

  private func pull() throws {
    let outcome = try shop.start().wait()
    try #require(outcome.status == 0, "\(outcome.notes)")
  }

  private func list(_ options: String...) throws -> [ModelListReport] {
    let outcome = try place.start(
      ["model", "list", "--json"] + options,
      environment: shop.environment
    ).wait()
    try #require(outcome.status == 0, "\(outcome.notes)")
    return try outcome.objects(ModelListReport.self)
  }

  @Test("the list has the starter, what is here, and what can be pulled")
  func lists() throws {
    let before = try list()
    #expect(before.first?.name == "starter" && before.first?.is_in_use == true)
    #expect(before.map(\.name).contains("datacomp-vit-b-32-256"))
    #expect(before.filter { $0.state == "available" }.count == before.count - 1)
    try pull()
    let tiny = try #require(try list().first { $0.name == "tiny" })
    #expect(tiny.state == "installed" && tiny.licence == "MIT" && !tiny.is_in_use)
    #expect(tiny.path == place.url("home/data/shoebox/models/tiny").path)
    #expect(try list("--model", "tiny").filter(\.is_in_use).map(\.name) == ["tiny"])

    let text = try shop.run("model").text
    #expect(text.contains("tinyclip-8m") && text.contains("chinese-clip-vit-b-16"))
    #expect(text.contains(/\*\s+starter/))
    // Looking leaves no trace.
    #expect(!FileManager.default.fileExists(atPath: place.library.path))
  }

  @Test("a model whose record is damaged is listed as such, beside the others")
  func listsDamaged() throws {
    try pull()
    try place.write(Array("{".utf8), to: "home/data/shoebox/models/tiny/shoebox-source.json")
    let tiny = try #require(try list().first { $0.name == "tiny" })
    #expect(tiny.state == "damaged" && tiny.summary.contains("Remove the model and get it again"))
    #expect(try list().filter { $0.name == "tiny" }.count == 1)
    #expect(try shop.run("model").text.contains(/tiny\s+damaged/))
  }

  @Test("an empty $SHOEBOX_MODEL is none")
  func emptyVariable() throws {
    try pull()
    try place.paint(1, to: "album/1.png")
    #expect(try shop.run("model", "use", "tiny").status == 0)
    _ = try place.index("album")
    let outcome = try place.run("status", "--json", environment: ["SHOEBOX_MODEL": ""])
    #expect(try outcome.objects(StatusReport.self).first?.model == "tiny")
  }

  @Test("a model is shown with its architecture, source and checksums")
  func shows() throws {
    try pull()
    let outcome = try shop.run("model", "show", "tiny", "--json")
    let report = try #require(try outcome.objects(ModelShowReport.self).first)
    #expect(report.name == "tiny" && report.state == "installed" && report.source == "tests/tiny")
    #expect(report.embedding_dimension == 32 && report.fingerprint?.count == 64)
    #expect(report.image_encoder?.contains("ViT") == true)
    #expect(report.files.count == 3)
    #expect(report.files.allSatisfy { $0.sha256?.count == 64 && $0.pin == "first-download" })
    let text = try shop.run("model", "show", "tiny").text
    #expect(text.contains("SHA-256") && text.contains("as it came first"))

    let starter = try shop.run("model", "show", "starter", "--json")
    #expect(try starter.objects(ModelShowReport.self).first?.state == "built in")
    let available = try shop.run("model", "show", "openai-rn50", "--json")
    let published = try #require(try available.objects(ModelShowReport.self).first)
    #expect(published.state == "available" && published.fingerprint == nil)
    #expect(published.files.last?.sha256?.hasPrefix("afeb0e10") == true)
    let folder = try shop.run("model", "show", ModelShop.folder.path, "--json")
    #expect(try folder.objects(ModelShowReport.self).first?.state == "folder")
    #expect(try shop.run("model", "show", "nothing").status == 66)

    #expect(report.encoded_photos == nil, "there is no library yet")
    try place.paint(1, to: "album/1.png")
    _ = try place.index("album", options: ["--model", "tiny"])
    for (model, count) in [("tiny", 1), ("starter", 0)] {
      let shown = try shop.run("model", "show", model, "--json").objects(ModelShowReport.self)
      #expect(shown.first?.encoded_photos == count, "\(model)")
    }
  }

  @Test("a damaged file is named, with 65")
  func verifies() throws {
    try pull()
    #expect(try shop.run("model", "verify", "tiny").status == 0)
    let weights = place.url("home/data/shoebox/models/tiny/\(ModelShop.weights)")
    var bytes = try Data(contentsOf: weights)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: weights)
    let outcome = try shop.run("model", "verify", "tiny")
    #expect(outcome.status == 65)
    #expect(outcome.notes.contains(weights.path) && outcome.notes.contains("SHA-256"))
    #expect(try shop.run("model", "verify", "nothing").status == 66)
    #expect(try shop.run("model", "verify", "starter").status == 64)
  }

  @Test("removing asks, spares the model in use, and takes nothing outside")
  func removes() throws {
    try pull()
    let shown = try shop.run("model", "show", "tiny", "--json").objects(ModelShowReport.self)
    let fingerprint = try #require(shown.first?.fingerprint)
    let packed = place.url("home/.cache/shoebox/packed/\(fingerprint)/x")
    try place.write([1], to: "home/.cache/shoebox/packed/\(fingerprint)/x")
    try place.write([1], to: "outside/photo")
    try FileManager.default.createSymbolicLink(
      at: place.url("home/data/shoebox/models/tiny/link"),
      withDestinationURL: place.url("outside")
    )
    #expect(try shop.run("model", "remove", "tiny").status == 64)
    let inUse = ["SHOEBOX_MODEL": "tiny"]
    let refused = try shop.run("model", "remove", "tiny", "--yes", environment: inUse)
    #expect(refused.status == 64 && refused.notes.contains("--force"))
    for name in ["../../..", "/", ".", "..", "Tiny", "tiny/../tiny", ".pulling"] {
      #expect(try shop.run("model", "remove", name, "--yes").status == 66, "\(name)")
    }
    #expect(try list().contains { $0.name == "tiny" && $0.state == "installed" })
    let outcome = try shop.run("model", "remove", "tiny", "--yes", "--force", environment: inUse)
    #expect(outcome.status == 0, "\(outcome.notes)")
    #expect(try list().contains { $0.name == "tiny" && $0.state == "available" })
    #expect(FileManager.default.fileExists(atPath: place.url("outside/photo").path))
    #expect(try shop.run("model", "remove", "tiny", "--yes").status == 66)
    #expect(!FileManager.default.fileExists(atPath: packed.path), "its packed weights")
  }

  @Test(
    "a checkpoint is imported in a precision, and embeds as the original",
    arguments: [nil, "f32", "f16", "bf16", "int8"]
  )
  func imports(precision: String?) throws {
    let options = precision.map { ["--precision", $0] } ?? []
    let words = ["model", "import", ModelShop.folder.path, "--name", "mine", "--licence", "MIT"]
    let outcome = try place.start(words + options).wait()
    try #require(outcome.status == 0, "\(outcome.notes)")
    let mine = try #require(try list().first { $0.name == "mine" })
    #expect(mine.state == "installed" && mine.licence == "MIT")
    #expect(try shop.run("model", "verify", "mine").status == 0)
    #expect(try place.start(words + options).wait().status == 64, "the name is taken")
    #expect(try vector("mine", isCloseTo: vector(ModelShop.folder.path)))
  }

  private func vector(_ model: String) throws -> [Float] {
    let outcome = try place.run(
      "embed",
      "--text",
      "--model",
      model,
      input: Array("a dog\n".utf8)
    )
    return try #require(try outcome.objects(EmbeddingReport.self).first?.embedding)
  }

  private func vector(_ model: String, isCloseTo other: [Float]) throws -> Bool {
    try zip(vector(model), other).reduce(0) { $0 + $1.0 * $1.1 } > 0.99
  }

  @Test("an archive of PyTorch is imported with its vocabulary")
  func importsArchives() throws {
    let archives = ModelShop.folder.appending(path: "../../archives/openai-vit").standardizedFileURL
    let outcome = try shop.run("model", "import", archives.appending(path: "model.pt").path)
    try #require(outcome.status == 0, "\(outcome.notes)")
    #expect(try list().contains { $0.name == "model" && $0.state == "installed" })
    #expect(try vector("model").count > 0)
  }

  @Test("what is no checkpoint is refused, and leaves nothing")
  func refusesImports() throws {
    try place.write(Array("no model".utf8), to: "junk.pt")
    for (path, status) in [("junk.pt", 65), ("absent.pt", 66), ("album", 66)] {
      let outcome = try shop.run("model", "import", place.url(path).path, "--name", "junk")
      #expect(outcome.status == Int32(status), "\(path): \(outcome.notes)")
    }
    #expect(try shop.run("model", "import", "junk.pt", "--name", "Big").status == 64)
    #expect(try shop.run("model", "import", "junk.pt", "--precision", "f8").status == 64)
    #expect(try !list().contains { $0.name == "junk" })
    let work = place.url("home/data/shoebox/models/.pulling").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: work) == ["junk.lock"])
  }

  @Test("a name is a model of the store first, and a folder here second")
  func names() throws {
    try pull()
    try FileManager.default.copyItem(at: ModelShop.folder, to: place.url("local"))
    try FileManager.default.createDirectory(
      at: place.url("tiny"),
      withIntermediateDirectories: false
    )
    #expect(try vector("tiny").count == 32, "not the empty folder of that name")
    #expect(try vector("local").count == 32)
    #expect(try vector("./local").count == 32)
    let outcome = try shop.run("search", "x", "--model", "tinny")
    #expect(outcome.status == 66)
    #expect(outcome.notes.contains("Did you mean tiny?"))
    #expect(outcome.notes.contains("shoebox model list"))
    try place.remove("tiny")
    let elsewhere = ["SHOEBOX_MODELS": place.url("nowhere").path]
    let absent = try shop.run("search", "x", "--model", "tiny", environment: elsewhere)
    #expect(absent.status == 66 && absent.notes.contains("shoebox model pull tiny"))
  }

  @Test("a model that was pulled can be the one of a library, and is not removed then")
  func uses() throws {
    try pull()
    try place.paint(1, to: "album/1.png")
    _ = try place.index("album")
    #expect(try shop.run("model", "use", "tiny").status == 0)
    _ = try place.index()
    #expect(try list().filter(\.is_in_use).map(\.name) == ["tiny"])
    #expect(try place.status().model == "tiny")
    let refused = try shop.run("model", "remove", "tiny", "--yes")
    #expect(refused.status == 64 && refused.notes.contains("in use"))
    #expect(try shop.run("model", "use", "starter").status == 0)
    #expect(try shop.run("model", "remove", "tiny", "--yes").status == 0)
    #expect(try shop.run("model", "use", "tiny").status == 66)
  }
}
