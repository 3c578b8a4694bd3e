// SPDX-License-Identifier: MIT

/// Puts together safetensors files, good ones and bad ones.
struct SafetensorsWriter {
  private var members: [String] = []
  private var data: [UInt8] = []

  /// Appends a tensor behind the last one.
  mutating func add(_ name: String, type: String, shape: [Int], _ bytes: [UInt8]) {
    add(
      name,
      type: type,
      shape: "\(shape)",
      offsets: "[\(data.count), \(data.count + bytes.count)]"
    )
    data += bytes
  }

  /// Appends a description, true or not.
  mutating func add(_ name: String, type: String, shape: String, offsets: String) {
    members.append(
      "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": \(offsets)}"
    )
  }

  /// Appends numbers that count up from `first`.
  mutating func add(_ name: String, _ shape: [Int], from first: Float = 0) {
    let count = shape.reduce(1, *)
    add(
      name,
      type: "F32",
      shape: shape,
      (0..<count).flatMap { Self.bytes((first + Float($0)).bitPattern) }
    )
  }

  /// Appends a member that describes no tensor.
  mutating func add(member: String) {
    members.append(member)
  }

  /// Appends bytes that belong to no tensor.
  mutating func add(data bytes: [UInt8]) {
    data += bytes
  }

  /// The file.
  func file() -> [UInt8] {
    Self.file(header: "{\(members.joined(separator: ", "))}", data: data)
  }

  /// A file with any header.
  static func file(header: String, data: [UInt8] = []) -> [UInt8] {
    bytes(UInt64(header.utf8.count)) + Array(header.utf8) + data
  }

  /// A number as it lies in a file.
  static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
