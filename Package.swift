// swift-tools-version: 6.2
import PackageDescription

/// One list for every Swift target. Warnings become errors where `RLCOORD_STRICT` is set, as CI does;
/// a newer compiler's new warning must not stop a user's build.
let swift: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
  ] + (Context.environment["RLCOORD_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
/// Not even looked for without the trait.
let sdl = Target.Dependency.target(name: "CSDL2", condition: .when(traits: ["SDL"]))

/// The levels of envs/Levels; the program embeds them.
let levels = [
  "twin-rooms", "four-chambers", "second-alcove", "upper-door", "left-key",
  "nearest-exit", "four-rooms", "maze", "lava-bridge", "ball-in-the-way",
  "lock-and-key", "boxed-key", "three-keys", "gather",
]

let package = Package(
  name: "rlcoord",
  products: [
    .executable(name: "rlcoord", targets: ["rlcoord"]),
    .library(
      name: "RLCoord",
      targets: [
        "Studies", "Runs", "Results", "Display", "Agents", "Networks", "Tensors", "Environments", "EnvironmentKit",
      ]),
  ],
  traits: [
    .trait(name: "SDL", description: "Windows through SDL2; without it everything else builds and runs."),
    .default(enabledTraits: ["SDL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Event files are messages in memory; what its traits add would only be compiled.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
  ],
  targets: [
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
    .target(name: "Tensors", dependencies: ["COneDNN"], swiftSettings: swift),
    .target(name: "Networks", dependencies: ["Tensors"], swiftSettings: swift),
    .target(name: "EnvironmentKit", swiftSettings: swift),
    .systemLibrary(name: "CCrypto"),
    .systemLibrary(name: "CPNG"),
    .systemLibrary(name: "CSDL2"),
    .systemLibrary(name: "CYAML"),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: swift),
    .target(name: "Display", dependencies: ["CPNG", sdl, "EnvironmentKit"], swiftSettings: swift),
    .target(
      name: "Environments", dependencies: ["EnvironmentKit", "YAML"], path: "envs",
      exclude: ["README.md", "Levels/README.md"], resources: levels.map { .embedInCode("Levels/\($0).txt") },
      swiftSettings: swift),
    .target(name: "Parity", dependencies: ["Environments", "EnvironmentKit"], swiftSettings: swift),
    .target(name: "Agents", dependencies: ["Networks", "Tensors", "EnvironmentKit"], swiftSettings: swift),
    .target(
      name: "Results", dependencies: ["EnvironmentKit", "Tensors", "CCrypto", "YAML"], swiftSettings: swift),
    .target(
      name: "Runs",
      dependencies: ["Results", "Agents", "Networks", "Tensors", "EnvironmentKit", "Environments", protobuf],
      exclude: ["TensorBoard/event.proto"],
      resources: ["a2c", "ppo", "random"].map { .embedInCode("Presets/\($0).yaml") },
      swiftSettings: swift),
    .target(
      name: "Studies", dependencies: ["Results", "Agents", "Networks", "Tensors", "EnvironmentKit"],
      swiftSettings: swift),
    .target(
      name: "Benchmarks",
      dependencies: ["Studies", "Runs", "Results", "Agents", "Networks", "Tensors", "EnvironmentKit", "Environments"],
      swiftSettings: swift),
    // Arguments in, library calls, text out: optimizing it gained nothing and made every first build wait.
    .executableTarget(
      name: "rlcoord",
      dependencies: [
        "Runs", "Results", "Studies", "Benchmarks", "Parity", "Agents", "Networks", "Display", "EnvironmentKit",
        "Environments",
        argumentParser,
      ],
      swiftSettings: swift + [.unsafeFlags(["-Onone"])]),
    .target(
      name: "TestSupport", dependencies: ["Tensors", "EnvironmentKit"], path: "Tests/TestSupport", swiftSettings: swift),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: swift),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "COneDNN", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "Tensors", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "EnvironmentKitTests", dependencies: ["EnvironmentKit", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "DisplayTests", dependencies: ["Display", "CPNG", sdl, "Environments", "EnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "EnvironmentsTests", dependencies: ["Environments", "EnvironmentKit", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "ParityTests", dependencies: ["Parity", "Environments", "EnvironmentKit", "TestSupport"],
      exclude: ["Digests"], swiftSettings: swift),
    .testTarget(
      name: "AgentsTests", dependencies: ["Agents", "Networks", "Tensors", "EnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "ResultsTests", dependencies: ["Results", "EnvironmentKit", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "Runs", "Results", "Agents", "Networks", "Tensors", "Environments", "EnvironmentKit", "TestSupport", protobuf,
      ],
      swiftSettings: swift),
    .testTarget(
      name: "StudiesTests",
      dependencies: ["Studies", "Results", "Networks", "Tensors", "EnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["Benchmarks", "Runs", "Results", "Agents", "EnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "rlcoordTests", dependencies: ["rlcoord", "Runs", "Results", "Agents", "TestSupport"], swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)
