// SPDX-License-Identifier: MIT

/// The date of an IPTC block, as press photos carry it.
///
/// - Source: IPTC-NAA Information Interchange Model 4.2; Adobe Photoshop File Formats
///   Specification, "Image Resource Blocks".
struct IPTCRecord {
  private var date: String?
  private var time: String?

  /// When the picture was made: a day, and perhaps a time.
  var created: WallClock? {
    date.flatMap { WallClock($0 + "T" + (time ?? "")) ?? WallClock($0) }
  }

  /// Reads a block: bare, or as one of Photoshop's resources.
  init(_ bytes: UnsafeRawBufferPointer) {
    var cursor = ByteCursor(bytes)
    if bytes.first == 0x1C {
      readDataSets(bytes)
      return
    }
    cursor.skip(past: "Photoshop 3.0\0")
    while cursor.skip(past: "8BIM"), let identifier = cursor.number(bytes: 2),
      let nameLength = cursor.number(bytes: 1),
      cursor.bytes(nameLength + (nameLength.isMultiple(of: 2) ? 1 : 0)) != nil,
      let size = cursor.number(bytes: 4), let data = cursor.bytes(size)
    {
      if identifier == 0x0404 {
        readDataSets(data)
        return
      }
      if !size.isMultiple(of: 2) { _ = cursor.bytes(1) }
    }
  }

  private mutating func readDataSets(_ bytes: UnsafeRawBufferPointer) {
    var cursor = ByteCursor(bytes)
    // A size of 0x8000 and more would announce the size of the size, which no date needs.
    while cursor.number(bytes: 1) == 0x1C, let record = cursor.number(bytes: 1),
      let dataSet = cursor.number(bytes: 1), let size = cursor.number(bytes: 2),
      let data = cursor.bytes(size)
    {
      if record == 2, dataSet == 55 { date = String(metadata: data) }
      if record == 2, dataSet == 60 { time = String(metadata: data) }
    }
  }
}

/// Reads big-endian numbers one after the other, never beyond the end.
private struct ByteCursor {
  private var rest: Slice<UnsafeRawBufferPointer>

  init(_ bytes: UnsafeRawBufferPointer) { rest = bytes[...] }

  @discardableResult
  mutating func skip(past text: StaticString) -> Bool {
    guard text.withUTF8Buffer({ rest.starts(with: $0) }) else { return false }
    rest = rest.dropFirst(text.utf8CodeUnitCount)
    return true
  }

  mutating func number(bytes count: Int) -> Int? {
    bytes(count)?.reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return UnsafeRawBufferPointer(rebasing: rest.prefix(count))
  }
}
