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

extension Target {
  /// A module of the library, named after its folder; the prefix keeps it apart from other packages' modules.
  static func module(
    _ folder: String, dependencies: [Dependency] = [], path: String? = nil, exclude: [String] = [],
    resources: [Resource] = []
  ) -> Target {
    .target(
      name: "RL\(folder)", dependencies: dependencies, path: path ?? "Sources/\(folder)", exclude: exclude,
      resources: resources, swiftSettings: swift)
  }
}

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
        "RLStudies", "RLRuns", "RLResults", "RLDisplay", "RLAgents", "RLNetworks", "RLTensors", "RLEnvironments",
        "RLEnvironmentKit",
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
    // One file includes the others.
    .target(
      name: "COneDNN", sources: ["COneDNN.cpp"], linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
    .module("Tensors", dependencies: ["COneDNN"]),
    .module("Networks", dependencies: ["RLTensors"]),
    .module("EnvironmentKit"),
    .systemLibrary(name: "CCrypto"),
    .systemLibrary(name: "CPNG"),
    .systemLibrary(name: "CSDL2"),
    .systemLibrary(name: "CYAML"),
    .module("YAML", dependencies: ["CYAML"]),
    .module("Display", dependencies: ["CPNG", sdl, "RLEnvironmentKit"]),
    .module(
      "Environments", dependencies: ["RLEnvironmentKit", "RLYAML"], path: "envs",
      exclude: ["README.md", "Levels/README.md"], resources: levels.map { .embedInCode("Levels/\($0).txt") }),
    .module("Parity", dependencies: ["RLEnvironments", "RLEnvironmentKit"]),
    .module("Agents", dependencies: ["RLNetworks", "RLTensors", "RLEnvironmentKit"]),
    .module("Results", dependencies: ["RLEnvironmentKit", "RLTensors", "CCrypto", "RLYAML"]),
    .module(
      "Runs",
      dependencies: [
        "RLResults", "RLAgents", "RLNetworks", "RLTensors", "RLEnvironmentKit", "RLEnvironments", protobuf,
      ],
      exclude: ["TensorBoard/event.proto"],
      resources: ["a2c", "ppo", "random"].map { .embedInCode("Presets/\($0).yaml") }),
    .module(
      "Studies", dependencies: ["RLRuns", "RLResults", "RLAgents", "RLNetworks", "RLTensors", "RLEnvironmentKit"]),
    .module(
      "Benchmarks",
      dependencies: [
        "RLStudies", "RLRuns", "RLResults", "RLAgents", "RLNetworks", "RLTensors", "RLEnvironmentKit", "RLEnvironments",
      ]),
    // Arguments in, library calls, text out: optimizing it gained nothing and made every first build wait.
    .executableTarget(
      name: "rlcoord",
      dependencies: [
        "RLRuns", "RLResults", "RLStudies", "RLBenchmarks", "RLParity", "RLAgents", "RLNetworks", "RLDisplay",
        "RLEnvironmentKit", "RLEnvironments", argumentParser,
      ],
      swiftSettings: swift + [.unsafeFlags(["-Onone"])]),
    .target(
      name: "TestSupport", dependencies: ["RLTensors", "RLEnvironmentKit"], path: "Tests/TestSupport",
      swiftSettings: swift),
    .testTarget(name: "YAMLTests", dependencies: ["RLYAML"], swiftSettings: swift),
    .testTarget(name: "TensorsTests", dependencies: ["RLTensors", "COneDNN", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "NetworksTests", dependencies: ["RLNetworks", "RLTensors", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "EnvironmentKitTests", dependencies: ["RLEnvironmentKit", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "DisplayTests",
      dependencies: ["RLDisplay", "CPNG", sdl, "RLEnvironments", "RLEnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "EnvironmentsTests", dependencies: ["RLEnvironments", "RLEnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "ParityTests", dependencies: ["RLParity", "RLEnvironments", "RLEnvironmentKit", "TestSupport"],
      exclude: ["Digests"], swiftSettings: swift),
    .testTarget(
      name: "AgentsTests", dependencies: ["RLAgents", "RLNetworks", "RLTensors", "RLEnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "ResultsTests", dependencies: ["RLResults", "RLEnvironmentKit", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "RunsTests",
      dependencies: [
        "RLRuns", "RLResults", "RLAgents", "RLNetworks", "RLTensors", "RLEnvironments", "RLEnvironmentKit",
        "TestSupport", protobuf,
      ],
      swiftSettings: swift),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "RLStudies", "RLResults", "RLAgents", "RLNetworks", "RLTensors", "RLEnvironmentKit", "TestSupport",
      ],
      swiftSettings: swift),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["RLBenchmarks", "RLRuns", "RLResults", "RLAgents", "RLEnvironmentKit", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "rlcoordTests", dependencies: ["rlcoord", "RLRuns", "RLResults", "RLAgents", "TestSupport"],
      swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)
