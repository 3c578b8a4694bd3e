// SPDX-License-Identifier: MIT

import Compute
import PhotoDecoding
import SystemPackage

extension DecodedPhoto {
  /// Reads and decodes a photo that somebody named.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - framing: How the model wants it.
  /// - Returns: The photo.
  /// - Throws: ``ShoeboxError`` that names the file.
  static func read(_ path: FilePath, framing: Framing) throws(ShoeboxError) -> DecodedPhoto {
    try PhotoContent.named(path).decode(path, framing: framing)
  }
}

extension PhotoContent {
  /// The content of a photo that somebody named.
  static func named(_ path: FilePath) throws(ShoeboxError) -> PhotoContent {
    guard path.status != nil else {
      throw ShoeboxError(.noInput, "There is no photo at \(path). Check the spelling.")
    }
    switch read(path, limits: .standard) {
    case .content(let content): return content
    case .notAPhoto: throw ShoeboxError(.badInput, "\(path) is not a photo.")
    case .vanished: throw ShoeboxError(.noInput, "\(path) has just been removed.")
    case .unavailable(let reason): throw ShoeboxError(.inputOutput, "\(path): \(reason)")
    case .unusable(let reason): throw ShoeboxError(.badInput, "\(path): \(reason)")
    }
  }

  /// Decodes the content; `path` is for the error's sentence.
  func decode(_ path: FilePath, framing: Framing) throws(ShoeboxError) -> DecodedPhoto {
    do {
      return try PhotoDecoder().decode(UnsafeRawBufferPointer(bytes.elements), framing: framing)
    } catch {
      throw ShoeboxError(.badInput, "\(path): \(error.description)")
    }
  }
}
