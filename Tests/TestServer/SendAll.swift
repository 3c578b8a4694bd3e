// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Sends all bytes; false if the other side has closed the connection, which raises no signal.
func sendAll(_ bytes: [UInt8], to socket: CInt) -> Bool {
  #if canImport(Darwin)
  let flags: CInt = 0
  #else
  let flags = CInt(MSG_NOSIGNAL)
  #endif
  var sent = 0
  while sent < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
      #if canImport(Darwin)
      return Darwin.send(socket, rest.baseAddress, rest.count, flags)
      #elseif canImport(Musl)
      return Musl.send(socket, rest.baseAddress, rest.count, flags)
      #else
      return Glibc.send(socket, rest.baseAddress, rest.count, flags)
      #endif
    }
    guard count > 0 else { return false }
    sent += count
  }
  return true
}
