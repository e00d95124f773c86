// swift-tools-version: 6.2
import PackageDescription

// The module graph is the architecture: Wire → Dialects → Gateway → {Drivers, Server} → llmgateway.
// What a target may import, and what it must never do, stands in ARCHITECTURE.md.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Byte loops are a hundred times slower unoptimised; tests of these two targets read megabytes of recordings.
let optimised: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Fuzz targets enter the package only when scripts/fuzz names them: each is a folder of Fuzzing with one Swift file.
let fuzzed = (Context.environment["LLMGATEWAY_FUZZ"] ?? "").split(separator: ",").map(String.init)

let package = Package(
    name: "llmgateway",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "llmgateway", targets: ["llmgateway"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Byte searches in the machine's vector instructions.
        .target(name: "CScan", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "Wire", dependencies: ["CScan", nioCore], swiftSettings: optimised),
        .target(name: "Dialects", dependencies: ["Wire", nioCore], swiftSettings: optimised),
        .target(name: "Gateway", dependencies: ["Dialects", "Wire", nioCore, crypto, logging], swiftSettings: strict),
        // What Drivers and Server both do to a socket.
        .target(name: "Sockets", dependencies: [nioCore], swiftSettings: strict),
        .target(
            name: "Drivers",
            dependencies: [
                "Gateway", "Sockets", "Wire", nioCore, nioPosix, nioSSL, nioTLS, crypto, cryptoExtras, grdb, sqlite,
                jwtKit, lifecycle, logging,
            ],
            swiftSettings: strict),
        .target(
            name: "Server",
            dependencies: ["Gateway", "Dialects", "Sockets", "Wire", nioCore, nioPosix, nioSSL, lifecycle, logging],
            swiftSettings: strict),
        .executableTarget(
            name: "llmgateway",
            dependencies: [
                "Server", "Drivers", "Gateway", "Dialects", "Wire", nioCore, nioPosix, nioSSL, lifecycle, logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(
            name: "GatewayTesting",
            dependencies: ["Gateway", "Dialects", "Wire", nioCore, nioEmbedded, nioPosix, nioSSL],
            swiftSettings: strict),
        .testTarget(
            name: "WireTests", dependencies: ["Wire", "CScan", "GatewayTesting", nioCore, nioHTTP1, nioEmbedded],
            swiftSettings: strict),
        .testTarget(
            name: "DialectsTests", dependencies: ["Dialects", "Wire", "GatewayTesting", nioCore],
            swiftSettings: strict),
        .testTarget(
            name: "GatewayTests",
            dependencies: [
                "Gateway", "Dialects", "Wire", "GatewayTesting", nioCore, nioPosix,
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DriversTests",
            dependencies: [
                "Drivers", "Gateway", "Dialects", "Wire", "GatewayTesting", nioCore, nioEmbedded, nioPosix, nioSSL,
                crypto,
                cryptoExtras, grdb,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Server", "Drivers", "Gateway", "Dialects", "Wire", "GatewayTesting", nioCore, nioPosix, nioSSL,
                lifecycle, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "llmgateway", "Server", "Drivers", "Gateway", "Dialects", "Wire", "GatewayTesting", nioCore, grdb,
            ],
            swiftSettings: strict),
    ]
)

for name in fuzzed {
    package.products.append(.library(name: "\(name)Fuzz", type: .static, targets: ["\(name)Fuzz"]))
    package.targets.append(
        .target(
            name: "\(name)Fuzz",
            // Most parsers lie below the gateway, and need none of its cryptography built.
            dependencies: ["Dialects", "Wire", nioCore, nioHTTP1, nioEmbedded]
                + (["Prices", "Tokens"].contains(name) ? ["Gateway"] : []),
            path: "Fuzzing/\(name)", exclude: ["corpus"], swiftSettings: strict))
}

// Benchmarks are built on demand only: LLMGATEWAY_DEV=1.
if Context.environment["LLMGATEWAY_DEV"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "JSONBenchmark", dependencies: ["Wire", nioCore], path: "Benchmarks/JSON", swiftSettings: strict))
}
