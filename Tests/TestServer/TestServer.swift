// SPDX-License-Identifier: MIT

import Foundation
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A web server on this machine that answers as a test wants, badly too.
///
/// One request a connection, a thread for each. It ends with the value.
package final class TestServer: Sendable {
  /// Where it listens, without a slash at the end.
  package let base: String

  private let listener: CInt
  private let log = RequestLog()

  /// Begins to listen.
  ///
  /// - Parameter answer: What to answer to a request.
  /// - Throws: `POSIXError`.
  package init(answer: @escaping @Sendable (TestRequest) -> TestResponse) throws {
    #if os(Linux)
    let stream = CInt(SOCK_STREAM.rawValue)
    #else
    let stream = SOCK_STREAM
    #endif
    let listener = socket(AF_INET, stream, 0)
    guard listener >= 0 else { throw POSIXError(.EMFILE) }
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isListening else {
      close(listener)
      throw POSIXError(.EADDRNOTAVAIL)
    }
    base = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    self.listener = listener
    let log = log
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        Thread.detachNewThread {
          TestConnection(connection).serve { request in
            log.append(request)
            return answer(request)
          }
        }
      }
    }
  }

  deinit {
    // Wakes the thread that accepts, unlike closing alone.
    shutdown(listener, CInt(SHUT_RDWR))
    close(listener)
  }

  /// What was asked so far, in order.
  package var requests: [TestRequest] { log.requests }
}

/// What was asked, by any thread.
private final class RequestLog: Sendable {
  private let entries = Mutex<[TestRequest]>([])

  var requests: [TestRequest] { entries.withLock { $0 } }

  func append(_ request: TestRequest) {
    entries.withLock { $0.append(request) }
  }
}
