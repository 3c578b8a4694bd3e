// SPDX-License-Identifier: MIT

import CKernels
import Foundation
import Testing

@Suite("Choice of the instruction set")
struct DispatchTests {
  @Test("The scalar reference is everywhere")
  func scalarExists() {
    #expect(sb_kernels_for(SB_ISA_SCALAR) != nil)
  }

  @Test("Every set knows its name", arguments: KernelSet.all)
  func names(set: KernelSet) {
    #expect(String(cString: sb_kernels_name(set.kernels)) == set.name)
  }

  @Test("A set of another architecture, or none at all, is absent")
  func absentSets() {
    #if arch(x86_64)
    #expect(sb_kernels_for(SB_ISA_NEON) == nil)
    #elseif arch(arm64)
    #expect(sb_kernels_for(SB_ISA_NEON) != nil)
    #expect(sb_kernels_for(SB_ISA_AVX2) == nil)
    #expect(sb_kernels_for(SB_ISA_AVX512) == nil)
    #endif
    #expect(sb_kernels_for(sb_isa(rawValue: 99)) == nil)
  }

  @Test("The active set is the one asked for, or else the best")
  func activeSet() {
    let wish = ProcessInfo.processInfo.environment["SHOEBOX_ISA"]
    let expected = KernelSet.all.first { $0.name == wish } ?? KernelSet.all.last
    #expect(String(cString: sb_kernels_name(sb_kernels_active())) == expected?.name)
  }

  @Test("Threads that ask together get the same answer")
  func activeSetIsStable() async {
    let answers = await withTaskGroup(of: UInt.self) { group in
      for _ in 0..<16 { group.addTask { UInt(bitPattern: sb_kernels_active()) } }
      return await group.reduce(into: Set<UInt>()) { $0.insert($1) }
    }
    #expect(answers.count == 1)
  }
}
