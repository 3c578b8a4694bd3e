// SPDX-License-Identifier: MIT

import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A connection to a server on this machine, byte by byte.
package final class RawConnection: Sendable {
  private let socket: CInt

  /// Connects.
  ///
  /// - Parameters:
  ///   - port: On 127.0.0.1.
  ///   - receiveBuffer: How many bytes the system takes in for a client that does not read, if not as many as usual.
  /// - Throws: `POSIXError` if nobody listens.
  package init(port: Int, receiveBuffer: CInt? = nil) throws {
    #if os(Linux)
    let stream = CInt(SOCK_STREAM.rawValue)
    #else
    let stream = SOCK_STREAM
    #endif
    #if canImport(Glibc)
    let socket = Glibc.socket(AF_INET, stream, 0)
    #elseif canImport(Musl)
    let socket = Musl.socket(AF_INET, stream, 0)
    #else
    let socket = Darwin.socket(AF_INET, stream, 0)
    #endif
    guard socket >= 0 else { throw POSIXError(.EMFILE) }
    self.socket = socket
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    // Nothing here takes as long; a test that waits for ever says nothing.
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    if var size = receiveBuffer {
      setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    let isConnected = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw POSIXError(.ECONNREFUSED) }
  }

  deinit { close(socket) }

  /// Sends all bytes; false if the server has closed the connection.
  @discardableResult
  package func send(_ bytes: [UInt8]) -> Bool { sendAll(bytes, to: socket) }

  /// Sends text; false if the server has closed the connection.
  @discardableResult
  package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// What comes next, up to so many bytes; empty at the end.
  package func receive(_ limit: Int = 1 << 16) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    let count = recv(socket, &buffer, limit, 0)
    return Array(buffer.prefix(max(0, count)))
  }

  /// All that comes until some text has come, or the end.
  package func receive(until text: String) -> String {
    var bytes: [UInt8] = []
    while !String(decoding: bytes, as: UTF8.self).contains(text) {
      let more = receive()
      if more.isEmpty { break }
      bytes += more
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
