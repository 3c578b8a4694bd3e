// SPDX-License-Identifier: MIT

#if canImport(Darwin)
import Darwin
#else
import Foundation
#endif

/// The memory this process has used.
enum PeakMemory {
  /// The largest resident size so far, in bytes; mapped files count as far as they were read.
  static var bytes: Int {
    #if canImport(Darwin)
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
    #else
    // Not `getrusage`: its figure survives `exec`, so a small program started by a large one looks large.
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return kilobytes * 1024
    #endif
  }
}
