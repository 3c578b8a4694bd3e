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
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle",
  package: "swift-service-lifecycle"
)
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// The flags of libvips itself contain -pthread on Linux, which SwiftPM refuses with a warning at every build; those of
// GObject are all its header needs there, and the module map names the library.
#if os(macOS)
let vipsFlags = "vips"
#else
let vipsFlags = "gobject-2.0"
#endif

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
    // Log lines of the server, in the form that Hummingbird writes them.
    .package(url: "https://github.com/apple/swift-log", from: "1.13.0"),
    // File paths as bytes: photos have names that are not UTF-8.
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // What the web server is made of, named where the program itself uses it: header fields, channels with their time
    // limits, the group of services that stops in order; TLS, which the tests speak as a client too.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // SQLite with migrations, a writer queue and concurrent readers.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // The web server: HTTP/1.1 with back-pressure, graceful shutdown and TLS. Its traits read configuration files.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird",
      from: "2.28.1",
      traits: []
    ),
  ],
  targets: [
    // C: SIMD kernels, and one door to each system library.
    .target(name: "CKernels"),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
    .systemLibrary(
      name: "CLibVips",
      pkgConfig: vipsFlags,
      providers: [.apt(["libvips-dev"]), .brew(["vips"])]
    ),
    .target(name: "CVips", dependencies: ["CLibVips"], linkerSettings: [.linkedLibrary("vips")]),
    // HTTPS with proxies, redirects and ranges: what `shoebox model pull` needs, and nothing else does.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    // QR codes: an address with a token is too long to be typed on a phone.
    .target(name: "CQRCode", linkerSettings: [.linkedLibrary("qrencode")]),
    .target(name: "CStarterModel", exclude: ["Model"]),
    .target(name: "CWebAssets", exclude: ["Page", "openapi.json"]),

    // Swift, lowest layer first.
    .target(name: "Compute", dependencies: ["CKernels", "COneDNN"], swiftSettings: strict),
    .target(name: "CLIPModel", dependencies: ["Compute", crypto], swiftSettings: strict),
    .target(name: "PhotoDecoding", dependencies: ["Compute", "CVips"], swiftSettings: strict),
    .target(name: "VectorIndex", dependencies: ["Compute"], swiftSettings: strict),
    .target(name: "Catalog", dependencies: [grdb], swiftSettings: strict),
    .target(
      name: "ShoeboxKit",
      dependencies: [
        "Catalog", "CCurl", "CLIPModel", "Compute", "CStarterModel", "PhotoDecoding", "VectorIndex",
        crypto, system,
      ],
      swiftSettings: strict
    ),
    .target(name: "ShoeboxTerminal", dependencies: ["CQRCode"], swiftSettings: strict),
    // The forms in which the command and the web app give out what they know: JSON.
    .target(name: "ShoeboxReports", dependencies: ["ShoeboxKit", system], swiftSettings: strict),
    .target(
      name: "ShoeboxWeb",
      dependencies: [
        "CWebAssets", "ShoeboxKit", "ShoeboxReports", crypto, httpTypes, hummingbird,
        hummingbirdCore,
        hummingbirdTLS, logging, nioCore, nioHTTP1, nioHTTPTypes, serviceLifecycle, system,
      ],
      swiftSettings: strict
    ),
    // The parsers of untrusted bytes, each behind one door: for the tests here, for libFuzzer in Fuzzing/Package.swift.
    .target(
      name: "FuzzedParsers",
      dependencies: ["CLIPModel", "Compute", "PhotoDecoding", "ShoeboxKit", "VectorIndex"],
      path: "Fuzzing/Parsers",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "shoebox",
      dependencies: [
        "ShoeboxKit", "ShoeboxReports", "ShoeboxTerminal", "ShoeboxWeb", argumentParser, system,
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "search-photos",
      dependencies: ["ShoeboxKit", system],
      path: "Examples/SearchPhotos",
      swiftSettings: strict
    ),

    .testTarget(
      name: "CKernelsTests",
      dependencies: ["CKernels"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "COneDNNTests",
      dependencies: ["COneDNN"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CLIPModelTests",
      dependencies: ["CLIPModel", "Compute"],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CatalogTests",
      dependencies: ["Catalog", grdb],
      swiftSettings: strict
    ),
    .testTarget(
      name: "FuzzingTests",
      dependencies: ["FuzzedParsers"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PhotoDecodingTests",
      dependencies: ["Compute", "CVips", "PhotoDecoding"],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ComputeTests",
      dependencies: ["Compute"],
      swiftSettings: strict
    ),
    // A web server that misbehaves on request.
    .target(name: "TestServer", path: "Tests/TestServer", swiftSettings: strict),
    .testTarget(
      name: "ShoeboxKitTests",
      dependencies: [
        "Catalog", "CLIPModel", "Compute", "PhotoDecoding", "ShoeboxKit", "TestServer", system,
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ShoeboxReportsTests",
      dependencies: ["ShoeboxKit", "ShoeboxReports", system],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ShoeboxTerminalTests",
      dependencies: ["ShoeboxTerminal"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ShoeboxWebTests",
      dependencies: [
        "ShoeboxKit", "ShoeboxWeb", "TestServer", httpTypes, nioCore, nioPosix, nioSSL, system,
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "VectorIndexTests",
      dependencies: ["VectorIndex", "Compute"],
      swiftSettings: strict
    ),
    .testTarget(name: "EndToEndTests", dependencies: ["TestServer"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
