// SPDX-License-Identifier: MIT

import Compute

/// Writes a safetensors file, one tensor after another.
///
/// The tensors lie in the order of their numbers' size, the largest first, so that all numbers are aligned but for the
/// scales, each right behind its tensor of bytes. The header is padded with spaces to a multiple of 8 bytes.
struct SafetensorsOutput {
  private let tensors: [PackageTensor]
  private let header: [UInt8]
  /// How long the file will be.
  let byteCount: Int

  /// Lays a file out.
  ///
  /// - Parameter tensors: What it will hold.
  init(_ tensors: [PackageTensor]) {
    let sizes = Set(tensors.map(\.element.byteCount)).sorted(by: >)
    self.tensors = sizes.flatMap { size in tensors.filter { $0.element.byteCount == size } }
    var members: [String: JSONValue] = ["__metadata__": ["format": "pt"]]
    var offset = 0
    func add(_ name: String, _ type: String, _ shape: [Int], _ size: Int) {
      members[name] = [
        "dtype": .string(type), "shape": .array(shape.map(JSONValue.integer)),
        "data_offsets": [.integer(offset), .integer(offset + size)],
      ]
      offset += size
    }
    for tensor in self.tensors {
      add(tensor.name, tensor.typeName, tensor.shape, tensor.byteCount)
      if tensor.scaleByteCount > 0 {
        let name = Checkpoint.scaleName(of: tensor.name)
        add(name, "F32", [tensor.shape[0]], tensor.scaleByteCount)
      }
    }
    var text = Array(JSONValue.object(members).text().utf8)
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    header = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
    byteCount = header.count + offset
  }

  /// Writes everything.
  ///
  /// - Parameters:
  ///   - file: A file of which nothing has been written.
  ///   - source: The checkpoint, for messages.
  ///   - progress: Called after every part with the number of bytes written.
  /// - Throws: ``ModelError`` if a tensor cannot be stored or the file not be written; what `progress` throws.
  func write(
    to file: OutputFile,
    source: String,
    progress: (Int) throws -> Void
  ) throws {
    try header.withUnsafeBytes { try file.write($0) }
    for tensor in tensors {
      try tensor.encode(path: source) { bytes in
        try file.write(bytes)
        try progress(file.byteCount)
      }
    }
  }
}

extension PackageTensor {
  /// What safetensors calls the numbers.
  fileprivate var typeName: String {
    switch element {
    case .float32: "F32"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .int8: "I8"
    }
  }
}
