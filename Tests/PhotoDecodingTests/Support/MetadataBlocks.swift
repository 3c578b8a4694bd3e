// SPDX-License-Identifier: MIT

/// An EXIF block to be written: three directories of tags.
struct TestExif {
  enum Value {
    case text(String)
    case raw(type: UInt16, count: UInt32, [UInt8])
    case short(UInt16)
    case byte(UInt8)
    case fractions([(UInt32, UInt32)])
  }

  var main: [UInt16: Value] = [:]
  var exif: [UInt16: Value] = [:]
  var gps: [UInt16: Value] = [:]
  var isBigEndian = false

  /// The block with "Exif" at its front.
  var bytes: [UInt8] {
    Array("Exif".utf8) + [0, 0] + body
  }

  /// The block as a TIFF file begins.
  var body: [UInt8] {
    var main = main
    if !exif.isEmpty { main[0x8769] = pointer(0) }
    if !gps.isEmpty { main[0x8825] = pointer(0) }
    let start = 8
    let exifStart = start + directory(main, at: start).count
    let gpsStart = exifStart + (exif.isEmpty ? 0 : directory(exif, at: exifStart).count)
    if !exif.isEmpty { main[0x8769] = pointer(exifStart) }
    if !gps.isEmpty { main[0x8825] = pointer(gpsStart) }
    return (isBigEndian ? Array("MM".utf8) : Array("II".utf8)) + number(42, 2) + number(8, 4)
      + directory(main, at: start) + (exif.isEmpty ? [] : directory(exif, at: exifStart))
      + (gps.isEmpty ? [] : directory(gps, at: gpsStart))
  }

  private func pointer(_ offset: Int) -> Value {
    .raw(type: 4, count: 1, number(offset, 4))
  }

  /// A directory, and after it the values that do not fit into four bytes.
  private func directory(_ values: [UInt16: Value], at start: Int) -> [UInt8] {
    var entries = number(values.count, 2)
    var data: [UInt8] = []
    let dataStart = start + 2 + values.count * 12 + 4
    for (tag, value) in values.sorted(by: { $0.key < $1.key }) {
      let (type, count, bytes) = encoded(value)
      entries += number(Int(tag), 2) + number(Int(type), 2) + number(Int(count), 4)
      if bytes.count <= 4 {
        entries += bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
      } else {
        entries += number(dataStart + data.count, 4)
        data += bytes
      }
    }
    return entries + number(0, 4) + data
  }

  private func encoded(_ value: Value) -> (type: UInt16, count: UInt32, bytes: [UInt8]) {
    switch value {
    case .text(let text):
      let bytes = Array(text.utf8) + [0]
      return (2, UInt32(bytes.count), bytes)
    case .raw(let type, let count, let bytes):
      return (type, count, bytes)
    case .short(let value):
      return (3, 1, number(Int(value), 2))
    case .byte(let value):
      return (1, 1, [value])
    case .fractions(let fractions):
      let bytes = fractions.flatMap { number(Int($0.0), 4) + number(Int($0.1), 4) }
      return (5, UInt32(fractions.count), bytes)
    }
  }

  private func number(_ value: Int, _ count: Int) -> [UInt8] {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBigEndian ? bytes.reversed() : bytes
  }
}

/// Big-endian bytes of a number.
func bigEndian(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

extension [UInt8] {
  /// A JPEG with one more segment after its first marker.
  func insertingSegment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
    let segment: [UInt8] = [0xFF, marker] + bigEndian(content.count + 2, 2) + content
    return Array(self[..<2]) + segment + self[2...]
  }

  /// A JPEG with an EXIF block.
  func inserting(_ exif: TestExif) -> [UInt8] { insertingSegment(0xE1, exif.bytes) }

  /// A JPEG with an XMP packet around some properties.
  func inserting(xmp properties: String) -> [UInt8] {
    let packet = """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
      \(properties)</rdf:RDF></x:xmpmeta>
      """
    return insertingSegment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(packet.utf8))
  }

  /// A JPEG with an IPTC record in Photoshop's wrapping.
  func inserting(iptc dataSets: [(UInt8, String)]) -> [UInt8] {
    var record: [UInt8] = []
    for (number, text) in dataSets {
      record += [0x1C, 2, number] + bigEndian(text.utf8.count, 2) + Array<UInt8>(text.utf8)
    }
    let other: [UInt8] =
      Array("8BIM".utf8) + [0x03, 0xED, 1, 0x61] + bigEndian(3, 4) + [1, 2, 3, 0]
    let resource = Array("8BIM".utf8) + [0x04, 0x04, 0, 0] + bigEndian(record.count, 4) + record
    return insertingSegment(0xED, Array("Photoshop 3.0\0".utf8) + other + resource)
  }
}
