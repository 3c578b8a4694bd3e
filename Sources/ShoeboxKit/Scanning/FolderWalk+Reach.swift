// SPDX-License-Identifier: MIT

extension FolderWalk {
  /// Whether a walk of one folder comes to another one by its path, without following links.
  ///
  /// - Parameters:
  ///   - outer: Absolute path of the folder that is walked.
  ///   - inner: Absolute path of the other one.
  ///   - rules: Which names are passed over; markers count as they lie there now.
  /// - Returns: False also if `inner` is not below `outer`.
  static func from(
    _ outer: [UInt8],
    reaches inner: [UInt8],
    rules: ExclusionRules = .standard
  ) -> Bool {
    let slash = UInt8(ascii: "/")
    guard inner.count > outer.count, inner.starts(with: outer),
      outer.last == slash || inner[outer.count] == slash
    else { return false }
    var path = outer
    var parent = outer.split(separator: slash).last ?? []
    for name in inner.dropFirst(outer.count).split(separator: slash) {
      if rules.filter(insideFolderNamed: parent).excludes(name) { return false }
      path += path.last == slash ? [] : [slash]
      path += name
      if (try? OpenFolder(path).contains(rules.isMarker)) == true { return false }
      parent = name
    }
    return true
  }
}
