// SPDX-License-Identifier: MIT

import Synchronization

/// The last pictures that were dropped on the page to search by: their vectors only, in memory only.
final class UploadStore: Sendable {
  /// A household looks for a few things at once.
  private static let capacity = 64

  private struct Upload: Sendable {
    let token: String
    let embedding: [Float]
  }

  private let uploads = Mutex<[Upload]>([])

  /// Keeps a vector.
  ///
  /// - Returns: The word that stands for it in queries; nobody guesses it.
  func add(_ embedding: [Float]) -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    // A query reads a sign between spaces, and quotation marks; letters and digits are always one word.
    let token = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    uploads.withLock { uploads in
      uploads.append(Upload(token: token, embedding: embedding))
      if uploads.count > Self.capacity { uploads.removeFirst() }
    }
    return token
  }

  /// The vector that a word stands for, unless others have taken its place.
  func embedding(_ token: some StringProtocol) -> [Float]? {
    uploads.withLock { uploads in uploads.first { $0.token == token }?.embedding }
  }
}
