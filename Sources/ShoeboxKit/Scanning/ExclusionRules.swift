// SPDX-License-Identifier: MIT

/// Which names a walk passes over.
///
/// Names are compared byte by byte, ASCII letters without regard to case, because Windows and NAS
/// systems spell their own folders in several ways. The rules apply to files and folders alike and
/// never to the root, which the user named.
package struct ExclusionRules: Sendable, Equatable {
  /// A folder that passes for one document, and of which only some parts are photos.
  package struct Bundle: Sendable, Equatable {
    fileprivate let suffix: [UInt8]
    fileprivate let contents: Set<[UInt8]>

    /// A kind of folder such as `.photoslibrary`.
    ///
    /// - Parameters:
    ///   - suffix: How the name of the folder ends.
    ///   - contents: The names directly inside it that are walked.
    package init(suffix: String, contents: [String]) {
      self.suffix = folded(suffix.utf8)
      self.contents = Set(contents.map { folded($0.utf8) })
    }
  }

  private let names: Set<[UInt8]>
  private let bundles: [Bundle]
  private let excludesHidden: Bool
  private let marker: [UInt8]?

  /// Rules that pass over what is given and nothing else.
  ///
  /// - Parameters:
  ///   - names: Names to pass over.
  ///   - bundles: Folders of which only some parts are walked.
  ///   - excludesHidden: Whether names that begin with a dot are passed over.
  ///   - marker: The name of a file that takes its folder, and everything below it, out of the
  ///     walk.
  package init(
    names: [String] = [],
    bundles: [Bundle] = [],
    excludesHidden: Bool = false,
    marker: String? = nil
  ) {
    self.names = Set(names.map { folded($0.utf8) })
    self.bundles = bundles
    self.excludesHidden = excludesHidden
    self.marker = marker.map { Array($0.utf8) }
  }

  /// Whether an entry of this name takes its folder out of the walk.
  package func isMarker(_ name: some Collection<UInt8>) -> Bool {
    guard let marker else { return false }
    return name.elementsEqual(marker)
  }

  /// The rules as they apply inside one folder.
  package func filter(insideFolderNamed folder: some BidirectionalCollection<UInt8>) -> Filter {
    let folder = folded(folder)
    let bundle = bundles.first { folder.suffix($0.suffix.count).elementsEqual($0.suffix) }
    return Filter(rules: self, contents: bundle?.contents)
  }

  /// Decides entry by entry for one folder.
  package struct Filter {
    fileprivate let rules: ExclusionRules
    /// The only names that are walked, where the folder is a bundle.
    fileprivate let contents: Set<[UInt8]>?

    /// Whether the entry of this name is passed over.
    package func excludes(_ name: some Collection<UInt8>) -> Bool {
      if rules.excludesHidden, name.first == UInt8(ascii: ".") { return true }
      let name = folded(name)
      if rules.names.contains(name) { return true }
      return contents.map { !$0.contains(name) } ?? false
    }
  }
}

extension ExclusionRules {
  /// What Shoebox leaves out: hidden names, and what systems and programs put beside photos.
  ///
  /// Hidden names begin with a dot: resource forks (`._*`), `.thumbnails`, `.Trash-1000`,
  /// `.Spotlight-V100`. The marker is Android's `.nomedia`, by which programs say that a folder
  /// holds caches, stickers or private media.
  package static let standard = ExclusionRules(
    names: [
      "@eaDir", "#recycle", "#snapshot", "@tmp",  // Synology
      "@Recycle", "@Recently-Snapshot",  // QNAP
      "~snapshot",  // NetApp
      "$RECYCLE.BIN", "RECYCLER", "System Volume Information",  // Windows
      "Thumbs.db", "ehthumbs.db", "desktop.ini",  // Windows Explorer
      "lost+found",  // ext file systems
      "__MACOSX",  // resource forks in unpacked archives
      "node_modules",
    ],
    bundles: [
      // Photos, and iPhoto and Aperture before it, keep thumbnails and previews beside the
      // originals.
      Bundle(suffix: ".photoslibrary", contents: ["originals", "Masters"]),
      Bundle(suffix: ".photolibrary", contents: ["Originals", "Masters"]),
      Bundle(suffix: ".migratedphotolibrary", contents: ["Originals", "Masters"]),
      Bundle(suffix: ".aplibrary", contents: ["Masters"]),
      // Lightroom keeps nothing but previews here.
      Bundle(suffix: " Previews.lrdata", contents: []),
    ],
    excludesHidden: true,
    marker: ".nomedia"
  )
}

/// The bytes with ASCII letters in lower case.
private func folded(_ name: some Collection<UInt8>) -> [UInt8] {
  name.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
}
