// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the house: arrows point downward only. `make check` compares the imports with this list.
/// `files` travel inside it.
func room(_ name: String, on floor: [Target.Dependency] = [], carrying files: [Resource] = []) -> Target {
    .target(name: name, dependencies: floor, resources: files, swiftSettings: strict)
}

/// Its tests; `data` are files that they read where they lie.
func tests(of name: String, with floor: [Target.Dependency] = [], leaving data: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + floor, exclude: data, swiftSettings: strict)
}

let package = Package(
    name: "hactl",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
        .systemLibrary(
            name: "CMySQL", pkgConfig: "mysqlclient", providers: [.apt(["default-libmysqlclient-dev"])]),

        room("HactlModel"),
        room("HactlConfig", on: ["HactlModel", "Yams"]),
        room("HactlPlan", on: ["HactlModel"]),
        room("HactlRun", on: ["HactlPlan", "HactlModel"]),
        room("HactlSimulation", on: ["HactlRun", "HactlPlan", "HactlModel"]),
        room("HactlReport", on: ["HactlRun", "HactlPlan", "HactlModel"]),

        room(
            "HactlWeb",
            on: [
                "HactlReport", "HactlRun", "HactlPlan", "HactlModel",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            carrying: [
                .embedInCode("Page/Resources/page.html"), .embedInCode("Page/Resources/page.css"),
                .embedInCode("Page/Resources/base.js"), .embedInCode("Page/Resources/topology.js"),
                .embedInCode("Page/Resources/charts.js"), .embedInCode("Page/Resources/cards.js"),
                .embedInCode("Page/Resources/live.js"),
            ]),

        room("HactlLanes"),
        room(
            "HactlSSH",
            on: [
                "HactlLanes", "HactlModel", "CLibSSH2",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        room("HactlMySQL", on: ["HactlLanes", "HactlModel", "CMySQL"]),
        room(
            "HactlLive",
            on: [
                "HactlSSH", "HactlMySQL", "HactlRun", "HactlPlan", "HactlModel",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .executableTarget(
            name: "hactl",
            dependencies: [
                "HactlLive", "HactlWeb", "HactlSimulation", "HactlReport", "HactlConfig", "HactlRun", "HactlPlan",
                "HactlModel",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The built-in playbooks travel inside the binary; the files there are links to Playbooks/.
            resources: [
                .embedInCode("Resources/failover.yaml"), .embedInCode("Resources/rejoin.yaml"),
                .embedInCode("Resources/reconcile.yaml"), .embedInCode("Resources/rebuild.yaml"),
                .embedInCode("Resources/switchover.yaml"),
            ],
            swiftSettings: strict),

        tests(of: "HactlModel"),
        tests(of: "HactlConfig", with: ["HactlModel"]),
        tests(of: "HactlPlan", with: ["HactlModel"]),
        tests(of: "HactlSimulation", with: ["HactlRun", "HactlPlan", "HactlModel", "HactlConfig"]),
        tests(of: "HactlRun", with: ["HactlSimulation", "HactlPlan", "HactlModel"]),
        tests(
            of: "HactlReport", with: ["HactlSimulation", "HactlRun", "HactlPlan", "HactlModel"], leaving: ["Golden"]),
        // A watch of values, for the tests of its web face and for a browser.
        .target(
            name: "HactlWebFixture",
            dependencies: [
                "HactlWeb", "HactlSimulation", "HactlReport", "HactlRun", "HactlPlan", "HactlModel",
            ], path: "Tests/HactlWebFixture", swiftSettings: strict),
        .executableTarget(
            name: "hactl-web-fixture", dependencies: ["HactlWebFixture", "HactlWeb", "HactlModel"],
            path: "Tests/HactlWebFixtureServer", swiftSettings: strict),
        tests(
            of: "HactlWeb",
            with: [
                "HactlWebFixture", "HactlReport", "HactlModel", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        tests(of: "HactlLanes"),
        tests(of: "HactlSSH", with: ["HactlModel"]),
        tests(of: "HactlMySQL", with: ["HactlModel"]),
        tests(of: "HactlLive", with: ["HactlReport", "HactlModel"]),
    ],
    swiftLanguageModes: [.v6]
)
