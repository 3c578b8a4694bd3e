// swift-tools-version: 6.2
// SPDX-License-Identifier: MIT

import PackageDescription

/// Settings every Swift target shares.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "shoebox",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "shoebox", targets: ["shoebox"]),
    .library(name: "ShoeboxKit", targets: ["ShoeboxKit"]),
    .library(name: "CLIPModel", targets: ["CLIPModel"]),
  ],
  dependencies: [
    // The command line: parsing, help and completions.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // SHA-256 of photos and weights; uses the processor's own instructions.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // File paths as bytes: photos have names that are not UTF-8.
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // SQLite with migrations, a writer queue and concurrent readers.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C: SIMD kernels, and one door to each system library.
    .target(name: "CKernels"),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
    .systemLibrary(
      name: "CLibVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
    .target(name: "CVips", dependencies: ["CLibVips"]),
    .target(name: "CStarterModel", exclude: ["Model"]),

    // Swift, lowest layer first.
    .target(name: "Compute", dependencies: ["CKernels", "COneDNN"], swiftSettings: strict),
    .target(name: "CLIPModel", dependencies: ["Compute", crypto], swiftSettings: strict),
    .target(name: "PhotoDecoding", dependencies: ["Compute", "CVips"], swiftSettings: strict),
    .target(name: "VectorIndex", dependencies: ["Compute"], swiftSettings: strict),
    .target(name: "Catalog", dependencies: [grdb], swiftSettings: strict),
    .target(
      name: "ShoeboxKit",
      dependencies: [
        "Catalog", "CLIPModel", "CStarterModel", "PhotoDecoding", "VectorIndex", crypto, system,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shoebox", dependencies: ["ShoeboxKit", argumentParser], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
