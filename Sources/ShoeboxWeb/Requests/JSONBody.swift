// SPDX-License-Identifier: MIT

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

/// Bodies of requests.
extension Request {
  /// The most bytes of a body of JSON.
  static let jsonLimit = 64 << 10

  /// The body as a JSON object.
  ///
  /// - Parameter type: What it holds.
  /// - Returns: The value.
  /// - Throws: ``Problem`` 415 for another media type, 413 for a long body, 400 for anything else.
  func json<Value: Decodable>(_ type: Value.Type) async throws -> Value {
    // Forms of other sites cannot send this type without asking first.
    guard mediaType == "application/json" else {
      throw Problem(.unsupportedMediaType, "The body of this request has to be application/json.")
    }
    let bytes = try await bytes(upTo: Self.jsonLimit)
    do {
      return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
    } catch {
      throw Problem(.badRequest, "The body is not the JSON object that belongs here.")
    }
  }

  /// The whole body.
  ///
  /// - Parameter limit: How many bytes at most.
  /// - Returns: The bytes.
  /// - Throws: ``Problem`` 413 for more.
  func bytes(upTo limit: Int) async throws -> ByteBuffer {
    let tooLarge = Problem(.contentTooLarge, "The body has more than \(limit) bytes.")
    if let announced = headers[.contentLength].flatMap(Int.init), announced > limit {
      throw tooLarge
    }
    var bytes = ByteBuffer()
    do {
      for try await var part in body {
        guard bytes.readableBytes + part.readableBytes <= limit else { throw tooLarge }
        bytes.writeBuffer(&part)
      }
    } catch is HTTPParserError {
      throw Problem(.badRequest, "The body ends early, or is no HTTP.")
    } catch is IOError {
      throw CancellationError()  // whoever sent it is gone
    }
    return bytes
  }

  /// The media type of the body, without parameters, in small letters.
  var mediaType: String? {
    headers[.contentType]?.split(separator: ";").first.map {
      $0.trimmingCharacters(in: .whitespaces).lowercased()
    }
  }
}
