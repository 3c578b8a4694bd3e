// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A connection to a client, for one request.
struct TestConnection {
  private static let headLimit = 1 << 16

  private let socket: CInt

  init(_ socket: CInt) {
    self.socket = socket
    #if canImport(Darwin)
    var isOn: CInt = 1
    setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &isOn, socklen_t(MemoryLayout<CInt>.size))
    #endif
  }

  /// Reads the request and sends the answer.
  func serve(_ answer: (TestRequest) -> TestResponse) {
    defer { close(socket) }
    guard let request = readRequest() else { return }
    let response = answer(request)
    guard send(head(of: response)) else { return }
    sendBody(of: response)
  }

  private func readRequest() -> TestRequest? {
    var bytes: [UInt8] = []
    while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      var byte: UInt8 = 0
      guard bytes.count < Self.headLimit, recv(socket, &byte, 1, 0) == 1 else { return nil }
      bytes.append(byte)
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[0] == "GET" else { return nil }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      fields[line[..<colon].lowercased()] = String(value)
    }
    return TestRequest(path: String(words[1]), fields: fields)
  }

  private func head(of response: TestResponse) -> [UInt8] {
    var lines = ["HTTP/1.1 \(response.status) As Asked", "Connection: close"]
    lines += response.fields.map { "\($0.key): \($0.value)" }
    switch response.framing {
    case .length:
      if response.fields["Content-Length"] == nil {
        lines.append("Content-Length: \(response.body.count)")
      }
    case .chunked: lines.append("Transfer-Encoding: chunked")
    case .connection: break
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private func sendBody(of response: TestResponse) {
    let end = min(response.cut ?? .max, response.stall ?? .max, response.body.count)
    let step = response.trickle ?? (1 << 16)
    for start in stride(from: 0, to: end, by: step) {
      let piece = Array(response.body[start..<min(start + step, end)])
      let isSent: Bool
      if case .chunked = response.framing {
        isSent = send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10])
      } else {
        isSent = send(piece)
      }
      guard isSent else { return }
      if response.trickle != nil { usleep(100_000) }
    }
    if response.stall != nil {
      // Until the client hangs up.
      var byte: UInt8 = 0
      _ = recv(socket, &byte, 1, 0)
      return
    }
    if response.cut != nil { return }
    if case .chunked = response.framing { _ = send(Array("0\r\n\r\n".utf8)) }
  }

  private func send(_ bytes: [UInt8]) -> Bool { sendAll(bytes, to: socket) }
}
