// SPDX-License-Identifier: MIT

import Foundation
import ShoeboxWeb
import Testing

@Suite struct PageAssetTests {
  /// The page as it lies in the sources.
  private let folder = URL(filePath: #filePath)
    .appending(path: "../../../../Sources/CWebAssets/Page").standardizedFileURL

  @Test("every file of the page is compiled in; if not, run Scripts/embed-page")
  func isComplete() throws {
    let names = try #require(FileManager.default.enumerator(atPath: folder.path))
      .compactMap { $0 as? String }
      .filter { name in
        var isFolder: ObjCBool = false
        let path = folder.appending(path: name).path
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
          && !isFolder.boolValue
      }
    #expect(Set(names) == Set(PageAsset.all.map(\.name)))
    for asset in PageAsset.all {
      let bytes = try Data(contentsOf: folder.appending(path: asset.name))
      #expect(Array(bytes) == asset.bytes, "\(asset.name)")
    }
  }

  @Test func filesHavePlacesAndTypes() throws {
    let byName = Dictionary(uniqueKeysWithValues: PageAsset.all.map { ($0.name, $0) })
    #expect(byName["index.html"]?.path == "/")
    #expect(byName["index.html"]?.mediaType == "text/html; charset=utf-8")
    #expect(byName["service-worker.js"]?.path == "/service-worker.js")
    let others = PageAsset.all.filter { $0.name.contains("/") }
    #expect(!others.isEmpty && others.allSatisfy { $0.path == "/assets/\($0.name)" })
    #expect(PageAsset.all.allSatisfy { $0.mediaType != "application/octet-stream" })
    #expect(PageAsset.all.allSatisfy { $0.entityTag.count == 34 })
    #expect(Set(PageAsset.all.map(\.path)).count == PageAsset.all.count)
  }
}
