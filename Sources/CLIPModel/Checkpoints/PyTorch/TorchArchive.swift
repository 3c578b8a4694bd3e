// SPDX-License-Identifier: MIT

/// A file that PyTorch 1.6 or later wrote: with `torch.save`, or TorchScript with `torch.jit.save`.
///
/// It is a zip archive with everything in one folder:
///
/// | entry        | contents                                                     |
/// |--------------|--------------------------------------------------------------|
/// | `data.pkl`   | a pickle that describes objects and names their tensors      |
/// | `data/0` ... | the storages: numbers as they lie in memory, not compressed  |
/// | `byteorder`  | `little` or `big`; older files lack it and are little-endian |
/// | `code/` ...  | TorchScript only: never looked at                            |
///
/// - Source: PyTorch `torch/serialization.py`, `caffe2/serialize/inline_container.h`.
struct TorchArchive {
  /// What the archive holds, by the names in the state dictionary.
  let tensors: [String: StoredTensor]
  /// Whether it is a TorchScript archive, which has code beside its weights.
  let isTorchScript: Bool

  /// Whether a file begins as these archives do.
  static func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // A safetensors header could be as long as these four bytes say; then a brace follows.
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) && bytes.dropFirst(8).first != UInt8(ascii: "{")
  }

  /// Reads the description of the tensors; looks at no numbers.
  ///
  /// - Parameter file: The archive.
  /// - Throws: ``ModelError`` `.truncated`, `.invalidCheckpoint` or `.unsupported`.
  init(_ file: ModelFile) throws(ModelError) {
    let (bytes, path) = (file.bytes, file.path)
    let archive = try ZipArchive(bytes, path: path)
    let folder = try Self.folder(of: archive, path: path)
    isTorchScript = archive.names.contains { $0.hasPrefix("\(folder)code/") }
    if let order = try archive.contents(of: "\(folder)byteorder") {
      guard bytes[order].starts(with: "little".utf8) else {
        throw ModelError(
          .unsupported,
          "\(path) was written by a big-endian machine. Save it again on any other."
        )
      }
    }
    guard let pickle = try archive.contents(of: "\(folder)data.pkl") else {
      throw Self.withoutTensors(path)
    }
    let document = try PickleDocument(UnsafeRawBufferPointer(rebasing: bytes[pickle]), file: path)
    let names = try StateDictionary(document, path: path).tensors
    let storages = TorchStorages(archive, folder: folder, document: document, path: path)
    var tensors: [String: StoredTensor] = [:]
    for (name, index) in names {
      tensors[name] = try storages.tensor(document.tensors[index], name: name)
    }
    guard !tensors.isEmpty else { throw Self.withoutTensors(path) }
    self.tensors = tensors
  }

  /// The one folder that everything lies in, with its slash.
  private static func folder(of archive: ZipArchive, path: String) throws(ModelError) -> String {
    let pickles = archive.names.filter { name in
      name == "data.pkl" || name.hasSuffix("/data.pkl") && name.count { $0 == "/" } == 1
    }
    guard let pickle = pickles.first, pickles.count == 1 else { throw withoutTensors(path) }
    return String(pickle.dropLast("data.pkl".count))
  }

  private static func withoutTensors(_ path: String) -> ModelError {
    ModelError(
      .invalidCheckpoint,
      "\(path) is an archive, but not of PyTorch's: it has no tensors."
    )
  }
}

extension TorchArchive {
  /// Refuses the formats that PyTorch wrote before its archives, and pickles of anything else.
  ///
  /// - Parameter file: Any file.
  /// - Throws: ``ModelError`` `.unsupported` if it is of such a format.
  static func refuseLegacy(_ file: ModelFile) throws(ModelError) {
    let bytes = file.bytes
    // A pickle of the number 0x1950a86a20f9469cfc6c begins a file of torch.save before 1.6.
    let isPickle =
      bytes.count > 2 && bytes[0] == 0x80 && (2...5).contains(bytes[1])
      && bytes.starts(with: [0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8], at: 2)
    let isTape = bytes.starts(with: Array("ustar".utf8), at: 257)
    guard isPickle || isTape else { return }
    throw ModelError(
      .unsupported,
      "\(file.path) is of the format that PyTorch wrote before version 1.6. Save it again with "
        + "PyTorch: `torch.save(torch.load(\"old.bin\", map_location=\"cpu\"), \"new.bin\")`."
    )
  }
}

extension UnsafeRawBufferPointer {
  /// Whether some bytes lie at a place.
  fileprivate func starts(with expected: [UInt8], at offset: Int) -> Bool {
    offset <= count && self[offset...].starts(with: expected)
  }
}
