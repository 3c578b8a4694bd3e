// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What other machines of the house call this one.
enum LocalNames {
  /// The machine's name as it is, and as multicast DNS has it, in small letters.
  static var names: [String] {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return [] }
    let name = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
      as: UTF8.self
    )
    .lowercased()
    guard !name.isEmpty, name != "localhost" else { return [] }
    let short = String(name.prefix { $0 != "." })
    return Array(Set([name, short, "\(short).local"])).sorted()
  }

  /// The addresses of the network interfaces that are up, loopback and link-local ones left out; IPv4 first.
  static var addresses: [String] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return [] }
    defer { freeifaddrs(list) }
    var found: (four: [String], six: [String]) = ([], [])
    var entry = list
    while let interface = entry {
      defer { entry = interface.pointee.ifa_next }
      guard let address = interface.pointee.ifa_addr,
        interface.pointee.ifa_flags & UInt32(IFF_UP) != 0,
        interface.pointee.ifa_flags & UInt32(IFF_LOOPBACK) == 0
      else { continue }
      switch Int32(address.pointee.sa_family) {
      case AF_INET: found.four += text(of: address, MemoryLayout<sockaddr_in>.size)
      case AF_INET6:
        found.six += text(of: address, MemoryLayout<sockaddr_in6>.size).filter { !$0.contains("%") }
      default: break
      }
    }
    return found.four + found.six
  }

  private static func text(of address: UnsafeMutablePointer<sockaddr>, _ size: Int) -> [String] {
    var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let code = getnameinfo(
      address,
      socklen_t(size),
      &buffer,
      socklen_t(buffer.count),
      nil,
      0,
      NI_NUMERICHOST
    )
    guard code == 0 else { return [] }
    return [String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)]
  }
}
