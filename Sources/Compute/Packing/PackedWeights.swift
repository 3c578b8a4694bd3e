// SPDX-License-Identifier: MIT

import Synchronization

/// Packed weights of one tower, kept in a file from process to process.
///
/// A layer that finds its bytes here uses them where they lie, and nobody converts, quantises or packs anything. What is
/// not there, damaged, or made for another processor or library is packed anew, and ``save()`` writes the file again. It
/// is a cache: whatever goes wrong with it, layers compute the same.
package final class PackedWeights: Sendable {
  /// A layer that was packed in this process.
  private struct NewLayer: Sendable {
    let name: String
    let export: @Sendable () -> AlignedBuffer<UInt8>?
  }

  private let path: String
  private let identity: String
  private let file: PackedFile?
  private let newLayers = Mutex<[NewLayer]>([])

  /// Opens a file if it is there and sound.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - identity: What tells these weights from all others: model, tower and precision.
  package init(path: String, identity: String) {
    self.path = path
    self.identity = "\(identity) \(ComputeContext.libraryIdentity)"
    file = PackedFile(path: path, identity: self.identity)
  }

  /// What an earlier process packed for a layer; valid as long as this object lives.
  func bytes(_ name: String) -> UnsafeRawBufferPointer? { file?.bytes(name) }

  /// Notes that a layer was packed in this process.
  ///
  /// - Parameters:
  ///   - name: The layer.
  ///   - export: Writes down what was packed, or returns `nil` if that cannot be told; called by ``save()``.
  func note(_ name: String, export: @escaping @Sendable () -> AlignedBuffer<UInt8>?) {
    newLayers.withLock { $0.append(NewLayer(name: name, export: export)) }
  }

  /// Writes the file if layers were packed since the last call; failing that, leaves everything as it is.
  ///
  /// - Complexity: O(bytes of all layers), where there is something to write.
  package func save() {
    let added = newLayers.withLock { layers in
      defer { layers = [] }
      return layers
    }
    guard !added.isEmpty else { return }
    // One layer after the other: together they are as large as the tower.
    let names = Set(added.map(\.name))
    let kept = (file?.entries.values.map { $0 } ?? [])
      .filter { !names.contains($0.name) && file?.bytes($0.name) != nil }
      .sorted { $0.offset < $1.offset }
    var entries = kept
    for layer in added {
      guard let bytes = layer.export() else { continue }
      entries.append(
        PackedFile.Entry(
          name: layer.name,
          checksum: Self.checksum(bytes),
          offset: 0,
          size: bytes.count
        )
      )
    }
    guard entries.count > kept.count, let output = PartialPackedFile(beside: path) else { return }
    let (header, placed) = PackedFile.header(identity: identity, entries)
    output.write(header)
    for entry in placed {
      output.pad(to: entry.offset)
      if let layer = added.first(where: { $0.name == entry.name }) {
        guard let bytes = layer.export(), bytes.count == entry.size else { return }
        withExtendedLifetime(bytes) { output.write(UnsafeRawBufferPointer(bytes.elements)) }
      } else if let bytes = file?.bytes(entry.name) {
        output.write(bytes)
      }
    }
    output.finish()
  }

  private static func checksum(_ bytes: AlignedBuffer<UInt8>) -> UInt32 {
    withExtendedLifetime(bytes) { crc32c(UnsafeRawBufferPointer(bytes.elements)) }
  }
}

/// One layer's place among packed weights.
package struct PackedLayer: Sendable {
  let weights: PackedWeights
  let name: String

  /// The layer `name` of `weights`.
  package init(_ weights: PackedWeights, name: String) {
    self.weights = weights
    self.name = name
  }

  /// What an earlier process packed, if anything.
  var bytes: UnsafeRawBufferPointer? { weights.bytes(name) }

  /// Notes that the layer was packed in this process.
  func note(export: @escaping @Sendable () -> AlignedBuffer<UInt8>?) {
    weights.note(name, export: export)
  }
}
