// swift-tools-version: 6.2
// SPDX-License-Identifier: MIT

// The parsers of untrusted bytes under libFuzzer: Documentation/Fuzzing.md. A package of its own, so that nobody who
// builds Shoebox builds this; it has the sources as targets of its own (Modules is a link to ../Sources), so that what
// is `package` there is in reach here, and only what the parsers need is compiled with the sanitizers.

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let parsers = [
  "bytePairs", "captions", "configuration", "metadata", "query", "safetensors", "text", "torch",
  "vectorFile", "wordPieces",
]

let package = Package(
  name: "fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .target(name: "CKernels", path: "Modules/CKernels"),
    .target(
      name: "COneDNN",
      path: "Modules/COneDNN",
      linkerSettings: [.linkedLibrary("dnnl")]
    ),
    .systemLibrary(name: "CLibVips", path: "Modules/CLibVips", pkgConfig: "gobject-2.0"),
    .target(
      name: "CVips",
      dependencies: ["CLibVips"],
      path: "Modules/CVips",
      linkerSettings: [.linkedLibrary("vips")]
    ),
    .target(
      name: "Compute",
      dependencies: ["CKernels", "COneDNN"],
      path: "Modules/Compute",
      swiftSettings: strict
    ),
    .target(
      name: "CLIPModel",
      dependencies: ["Compute", .product(name: "Crypto", package: "swift-crypto")],
      path: "Modules/CLIPModel",
      swiftSettings: strict
    ),
    .target(
      name: "PhotoDecoding",
      dependencies: ["Compute", "CVips"],
      path: "Modules/PhotoDecoding",
      swiftSettings: strict
    ),
    .target(
      name: "VectorIndex",
      dependencies: ["Compute"],
      path: "Modules/VectorIndex",
      swiftSettings: strict
    ),
    // Of the kit only what parses: the rest would bring the catalogue along.
    .target(
      name: "ShoeboxKit",
      dependencies: [.product(name: "SystemPackage", package: "swift-system")],
      path: "Kit",
      swiftSettings: strict
    ),
    .target(
      name: "FuzzedParsers",
      dependencies: ["CLIPModel", "Compute", "PhotoDecoding", "ShoeboxKit", "VectorIndex"],
      path: "Parsers",
      swiftSettings: strict
    ),
  ]
    + parsers.map { name in
      .executableTarget(
        name: "fuzz-\(name)",
        dependencies: ["FuzzedParsers"],
        path: "Targets/\(name)",
        swiftSettings: strict
      )
    },
  swiftLanguageModes: [.v6]
)
