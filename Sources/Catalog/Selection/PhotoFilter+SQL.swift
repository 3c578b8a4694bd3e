// SPDX-License-Identifier: MIT

import GRDB

extension PhotoFilter.Condition {
  /// An expression about a row of the table `photo`, in parentheses.
  ///
  /// - Parameters:
  ///   - files: Which files count.
  ///   - arguments: Gets the values of the expression's placeholders.
  /// - Returns: SQL that is true, false or, where the catalogue does not know, NULL.
  func sql(_ files: VisibleFiles, _ arguments: inout StatementArguments) -> String {
    switch self {
    case .taken(let seconds):
      arguments += [seconds.lowerBound, seconds.upperBound]
      return "(taken_at >= ? AND taken_at < ?)"
    case .near(let latitude, let longitude, let metres):
      // The box spares the trigonometry for nearly all photos.
      let box = EarthBox(latitude: latitude, longitude: longitude, metres: metres)
      arguments += [box.latitudes.lowerBound, box.latitudes.upperBound]
      for range in box.longitudes { arguments += [range.lowerBound, range.upperBound] }
      arguments += [latitude, longitude, metres]
      let longitudes = box.longitudes.map { _ in "longitude BETWEEN ? AND ?" }
      return """
        (latitude BETWEEN ? AND ? AND (\(longitudes.joined(separator: " OR "))) \
        AND \(CatalogFunction.metresBetween)(latitude, longitude, ?, ?) <= ?)
        """
    case .camera(let text):
      arguments += [Self.pattern(text)]
      return """
        (ifnull(camera_make, '') || ' ' || ifnull(camera_model, '') || ' ' \
        || ifnull(lens_model, '') LIKE ? ESCAPE '\\')
        """
    case .folder(let text):
      arguments += [text]
      let folder = "(SELECT path FROM folder WHERE folder.id = file.folder_id)"
      return files.exist(with: "\(CatalogFunction.isInFolder)(\(folder), file.path, ?)")
    case .type(let formats, let extensions):
      for format in formats { arguments += [format] }
      for name in extensions { arguments += [Self.pattern("." + name, anyEnd: false)] }
      let isNamed = extensions.map { _ in "CAST(file.path AS TEXT) LIKE ? ESCAPE '\\'" }
      let isFormat =
        "format IN (\(formats.map { _ in "?" }.joined(separator: ", ")))"
      guard !isNamed.isEmpty else { return "(\(isFormat))" }
      return "(\(isFormat) OR \(files.exist(with: "(\(isNamed.joined(separator: " OR ")))")))"
    }
  }

  /// A pattern of LIKE for what contains a text, or ends in it.
  private static func pattern(_ text: String, anyEnd: Bool = true) -> String {
    var pattern = "%"
    for character in text {
      if "%_\\".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
    return anyEnd ? pattern + "%" : pattern
  }
}
