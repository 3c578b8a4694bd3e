// SPDX-License-Identifier: MIT

import Compute
import PhotoDecoding
import VectorIndex

/// What lies in photo files, and what is kept of them.
enum FuzzedPhotos {
  /// The first byte says which block follows.
  static func metadata(_ bytes: UnsafeRawBufferPointer) {
    guard let kind = bytes.first else { return }
    let block = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    var metadata = PhotoMetadata(pixelWidth: 1, pixelHeight: 1, format: "jpeg")
    metadata.read(
      exif: kind == UInt8(ascii: "e") ? block : none,
      xmp: kind == UInt8(ascii: "x") ? block : none,
      iptc: kind == UInt8(ascii: "i") ? block : none
    )
    if let latitude = metadata.latitude {
      precondition((-90...90).contains(latitude), "a latitude of \(latitude)")
    }
    if let longitude = metadata.longitude {
      precondition((-180...180).contains(longitude), "a longitude of \(longitude)")
    }
  }

  /// The checksum is made to agree: no mutation would come past it otherwise.
  static func vectorFile(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 16 else { return }
    var file = Array(bytes)
    file.withUnsafeMutableBytes { file in
      let head = UnsafeRawBufferPointer(rebasing: file[..<12])
      let body = UnsafeRawBufferPointer(rebasing: file[16...])
      let checksum = crc32c(body, continuing: crc32c(head))
      file.storeBytes(of: checksum.littleEndian, toByteOffset: 12, as: UInt32.self)
      _ = try? TableState(UnsafeRawBufferPointer(file), path: "vectors")
    }
  }
}
