// swift-tools-version:6.3
import PackageDescription

/// One array for every target: Swift 6 mode, imports that are visible only where written, warnings are errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// The database wrapper alone touches pointers, so every pointer line in it carries the word `unsafe`.
let pointerSettings = settings + [.strictMemorySafety()]

let package = Package(
    name: "OneMatter",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "onematter", targets: ["OneMatter"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CResources"),
        .target(name: "Postgres", dependencies: ["CLibpq"], swiftSettings: pointerSettings),
        .target(name: "MatterCore", swiftSettings: settings),
        .target(name: "Ledger", dependencies: ["COpenSSL"], swiftSettings: settings),
        .target(
            name: "Identity",
            dependencies: ["MatterCore", "COpenSSL", .product(name: "JWTKit", package: "jwt-kit")],
            swiftSettings: settings),
        .target(
            name: "SingleSignOn",
            dependencies: ["Identity", .product(name: "AsyncHTTPClient", package: "async-http-client")],
            swiftSettings: settings),
        .target(
            name: "WorkflowFiles",
            dependencies: ["Identity", "MatterCore", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        .target(name: "Messaging", dependencies: ["MatterCore"], swiftSettings: settings),
        .target(name: "Mail", dependencies: ["Identity", "MatterCore", "Messaging", "CCurl"], swiftSettings: settings),
        .target(name: "EmbeddedPostgres", swiftSettings: settings),
        .target(
            name: "Casework",
            dependencies: [
                "Identity", "Ledger", "MatterCore", "Messaging", "Postgres", "WorkflowFiles",
            ],
            resources: [.embedInCode("Resources/schema.sql")],
            swiftSettings: settings),
        .target(
            name: "HTTPAPI",
            dependencies: [
                "CResources", "Casework", "Identity", "Ledger", "MatterCore", "SingleSignOn",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "OneMatter",
            dependencies: [
                "HTTPAPI", "Casework", "Identity", "Ledger", "Mail", "MatterCore", "Messaging", "Postgres",
                "SingleSignOn", "WorkflowFiles", "EmbeddedPostgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "TestCluster",
            dependencies: ["EmbeddedPostgres", "Postgres"],
            path: "Tests/TestCluster",
            swiftSettings: settings),
        .target(name: "MailSink", path: "Tests/MailSink", exclude: ["sink.py"], swiftSettings: settings),
        .testTarget(
            name: "MailTests", dependencies: ["Mail", "MailSink", "Identity", "MatterCore", "Messaging"],
            swiftSettings: settings),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "TestCluster"], swiftSettings: settings),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger"], swiftSettings: settings),
        .testTarget(name: "IdentityTests", dependencies: ["Identity", "MatterCore"], swiftSettings: settings),
        .testTarget(name: "MatterCoreTests", dependencies: ["MatterCore", "WorkflowFiles"], swiftSettings: settings),
        .testTarget(
            name: "WorkflowFilesTests", dependencies: ["WorkflowFiles", "Identity", "MatterCore"],
            swiftSettings: settings),
        .testTarget(
            name: "EmbeddedPostgresTests", dependencies: ["EmbeddedPostgres", "Postgres", "TestCluster"],
            swiftSettings: settings),
        .testTarget(
            name: "CaseworkTests",
            dependencies: [
                "Casework", "Identity", "Ledger", "Mail", "MailSink", "MatterCore", "Messaging", "Postgres",
                "WorkflowFiles", "TestCluster",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "HTTPAPITests",
            dependencies: [
                "HTTPAPI", "Casework", "Identity", "Ledger", "MatterCore", "Postgres", "SingleSignOn", "WorkflowFiles",
                "TestCluster",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "OneMatterTests",
            dependencies: [
                "OneMatter", "Casework", "EmbeddedPostgres", "HTTPAPI", "Identity", "Ledger", "MailSink", "MatterCore",
                "Postgres", "TestCluster", "WorkflowFiles",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
    ]
)
