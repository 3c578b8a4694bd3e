// SPDX-License-Identifier: MIT

/// The table of contents of a safetensors file, checked against the file.
///
/// | bytes     | contents                                                               |
/// |-----------|------------------------------------------------------------------------|
/// | 0 ..< 8   | N, the header's length: 64 bits, little-endian; at most 100,000,000    |
/// | 8 ..< 8+N | the header: a JSON object, padded with spaces                          |
/// | 8+N ...   | the data: the numbers of all tensors, row-major, little-endian         |
///
/// The header has a member for each tensor and perhaps `__metadata__`:
///
/// ```json
/// {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
/// ```
///
/// Offsets count from the start of the data, which the tensors fill without gaps and without
/// sharing a byte. Nothing is said about alignment.
///
/// - Source: safetensors, `README.md` and `tensor.rs`.
struct SafetensorsHeader: Sendable {
  /// What the file holds, by name.
  let tensors: [String: StoredTensor]

  /// Reads the header; looks at no data.
  ///
  /// - Parameter file: A safetensors file.
  /// - Throws: ``ModelError`` `.truncated` if the file ends too early, `.invalidCheckpoint` if it
  ///   is damaged.
  /// - Complexity: O(n log n) in the number of tensors.
  init(_ file: ModelFile) throws(ModelError) {
    let dataStart = try Self.dataStart(file)
    let header = UnsafeRawBufferPointer(rebasing: file.bytes[8..<dataStart])
    let tensors = try Self.tensors(in: header, path: file.path)
    let layout = SafetensorsLayout(tensors, path: file.path)
    try layout.check(dataSize: file.bytes.count - dataStart)
    self.tensors = tensors.mapValues { tensor in
      let range = dataStart + tensor.range.lowerBound..<dataStart + tensor.range.upperBound
      return StoredTensor(type: tensor.type, shape: tensor.shape, range: range)
    }
  }

  /// The first byte behind the header.
  private static func dataStart(_ file: ModelFile) throws(ModelError) -> Int {
    let (path, size) = (file.path, file.bytes.count)
    if file.bytes.starts(with: "version https://git-lfs".utf8) {
      throw ModelError(
        .invalidCheckpoint,
        "\(path) is a placeholder of Git LFS in place of the weights. Run `git lfs pull` there."
      )
    }
    guard size >= 8 else {
      throw ModelError(
        .truncated,
        "\(path) ends after \(size) bytes, before its header. Download it again."
      )
    }
    let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
    guard length <= 100_000_000 else {
      throw ModelError(
        .invalidCheckpoint,
        "\(path) is not a safetensors file: its header would be \(length) bytes long."
      )
    }
    let dataStart = 8 + Int(length)
    guard dataStart <= size else {
      throw ModelError(
        .truncated,
        "\(path) ends inside its header: \(dataStart - size) of \(length) bytes are missing. "
          + "Download it again."
      )
    }
    return dataStart
  }

  /// Reads the tensors' descriptions; their ranges begin at the start of the data.
  private static func tensors(
    in header: UnsafeRawBufferPointer,
    path: String
  ) throws(ModelError) -> [String: StoredTensor] {
    var reader = try JSONReader(
      header,
      file: "The header of \(path)",
      code: .invalidCheckpoint,
      maximumByteCount: 100_000_000
    )
    var tensors: [String: StoredTensor] = [:]
    try reader.beginObject()
    while let name = try reader.nextKey() {
      if name == "__metadata__" {
        try reader.skipValue()
        continue
      }
      let previous = tensors.updateValue(try tensor(&reader), forKey: name)
      guard previous == nil else { throw reader.failure("the tensor \(name) occurs twice") }
    }
    try reader.finish()
    return tensors
  }

  private static func tensor(_ reader: inout JSONReader) throws(ModelError) -> StoredTensor {
    var type: String?
    var shape, offsets: [Int]?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "dtype" where type == nil: type = try reader.readString()
      case "shape" where shape == nil: shape = try extents(&reader)
      case "data_offsets" where offsets == nil: offsets = try extents(&reader)
      case "dtype", "shape", "data_offsets": throw reader.failure("\(key) occurs twice")
      default: try reader.skipValue()
      }
    }
    guard let type, let shape, let offsets else {
      throw reader.failure("a tensor lacks its dtype, shape or data_offsets")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw reader.failure("data_offsets are not a beginning and an end")
    }
    return StoredTensor(
      type: StoredType(name: type),
      shape: shape,
      range: offsets[0]..<offsets[1]
    )
  }

  /// Reads an array of sizes or offsets.
  private static func extents(_ reader: inout JSONReader) throws(ModelError) -> [Int] {
    var values: [Int] = []
    try reader.beginArray()
    while try reader.nextElement() {
      let value = try reader.readInteger()
      guard value >= 0 else { throw reader.failure("\(value) is negative") }
      values.append(value)
    }
    return values
  }
}
