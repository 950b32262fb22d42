// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Applied to every Swift target; a warning is a build failure.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

func library(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of one library: `Tests/<name>Tests`, with whatever else they look at. Fixtures and
/// goldens are read from the source tree, not built (a C++ golden is no source of a Swift target).
func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  let folder = "\(Context.packageDirectory)/Tests/\(name)Tests"
  return .testTarget(
    name: "\(name)Tests",
    dependencies: [.target(name: name), "TestSupport"] + dependencies,
    exclude: ["Fixtures", "Golden", "Samples"].filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)")
    },
    swiftSettings: strict
  )
}

let package = Package(
  name: "ferrule",
  products: [
    .executable(name: "ferrule", targets: ["ferrule"]),
    // Loaded at run time by the tests of the runner that it stands in for.
    .library(name: "FakeXRT", type: .dynamic, targets: ["FakeXRT"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // Level 0: words of the field.
    library("Quantities"),
    // Level 1: what we are told.
    library(
      "Specs",
      ["Quantities", yams],
      resources: [.copy("../../Boards"), .copy("../../Kernels")]
    ),
    // What XRT loads onto a card: read and written.
    library("Xclbin", ["Quantities"]),
    // Level 2: what we build from it.
    library("KernelIR", ["Quantities", "Specs"]),
    library("HLSGenerator", ["KernelIR", "Quantities", "Specs"], resources: [.copy("csim")]),
    library("DRAMTiming", ["Quantities", "Specs"]),
    library("DataflowModel", ["DRAMTiming", "KernelIR", "Quantities", "Specs"]),
    // Level 3: what we observe, and what published builds tell.
    library("Measurements", ["Quantities"]),
    library("ClockModel", ["Measurements", "Quantities", "Specs"]),
    library("Runners", ["KernelIR", "Measurements", "Quantities", "Specs"]),
    library(
      "ModelRunner",
      [
        "DataflowModel", "HLSGenerator", "KernelIR", "Measurements", "Quantities", "Runners",
        "Specs",
      ]
    ),
    // What a machine has of what a card needs.
    library("SystemCheck"),
    // A call whose memory faults come back as values, for kernels that run on this machine.
    .target(name: "CGuardedCall", linkerSettings: [.linkedLibrary("dl")]),
    library(
      "XRTDevice",
      [
        "CGuardedCall", "DataflowModel", "HLSGenerator", "KernelIR", "Quantities", "Specs",
        "Xclbin",
      ]
    ),
    // XRT's C interface, loaded at run time; builds without XRT.
    .target(name: "CXRT", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    library(
      "XRTRunner",
      [
        "CXRT", "HLSGenerator", "KernelIR", "Measurements", "Quantities", "Runners", "Specs",
        "XRTDevice", "Xclbin",
      ]
    ),
    // This machine, measured with programs that its own compiler makes.
    library(
      "HostRunner",
      ["HLSGenerator", "KernelIR", "Measurements", "Quantities", "Runners", "Specs"]),
    // OpenCL's functions, loaded at run time; builds without OpenCL.
    .target(name: "COpenCL", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    library(
      "OpenCLRunner",
      [
        "COpenCL", "HLSGenerator", "HostRunner", "KernelIR", "Measurements", "Quantities",
        "Runners", "Specs",
      ]),
    // Level 4: what we conclude.
    library("RooflineModel", ["KernelIR", "Measurements", "Quantities", "Specs"]),
    library("RunStore", ["Measurements", "Quantities", "RooflineModel"]),
    library("ReportImport", ["Measurements", "Quantities", "Xclbin"]),
    library("OffloadPredictor", ["Measurements", "Quantities", "RooflineModel"]),
    library(
      "Validation",
      ["DataflowModel", "KernelIR", "Measurements", "Quantities", "Runners", "Specs"]
    ),
    library(
      "Explanation",
      [
        "DataflowModel", "KernelIR", "Measurements", "ModelRunner", "Quantities", "Runners",
        "Specs",
      ]
    ),
    // What would raise the ceilings over a kernel.
    library("DesignAdvice", ["Quantities", "Specs"]),
    // Level 5: how we show it.
    library(
      "Plotting", ["Measurements", "Quantities", "RooflineModel", yams],
      resources: [.copy("../../Plots")]),
    // ncurses, which SwiftPM cannot import as it is.
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
    library(
      "TerminalUI", ["CNcurses", "Plotting", "Quantities", "RooflineModel", "RunStore"]),
    // Level 6: the commands.
    library(
      "FerruleCLI",
      [
        "ClockModel", "DataflowModel", "DesignAdvice", "Explanation", "HLSGenerator", "HostRunner",
        "KernelIR", "Measurements", "ModelRunner", "OffloadPredictor", "OpenCLRunner", "Plotting",
        "Quantities", "ReportImport", "RooflineModel", "RunStore", "Runners", "Specs",
        "SystemCheck", "TerminalUI", "Validation", "XRTDevice",
        "XRTRunner", "Xclbin", argumentParser,
      ]
    ),
    .executableTarget(name: "ferrule", dependencies: ["FerruleCLI"], swiftSettings: strict),
    // What `make benchmark` runs; not installed. It times the tests' reference, too.
    .executableTarget(
      name: "ferrule-benchmark",
      dependencies: [
        "DRAMTiming", "DataflowModel", "KernelIR", "Measurements", "OffloadPredictor", "Plotting",
        "Quantities", "ReferenceChain", "ReportImport", "RooflineModel", "RunStore", "Specs",
        argumentParser,
      ],
      path: "Sources/FerruleBenchmark",
      swiftSettings: strict
    ),
    // Tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "ReferenceChain", path: "Tests/ReferenceChain", exclude: ["RTL"],
      swiftSettings: strict),
    tests(of: "Quantities"),
    tests(of: "Specs", ["Quantities"]),
    tests(of: "Xclbin", ["Quantities"]),
    tests(of: "KernelIR", ["Quantities", "RooflineModel", "Specs"]),
    tests(
      of: "HostRunner", ["KernelIR", "Measurements", "Quantities", "Runners", "Specs"]),
    tests(of: "OpenCLRunner", ["KernelIR", "Measurements", "Quantities", "Runners", "Specs"]),
    tests(of: "HLSGenerator", ["KernelIR", "Quantities", "Specs"]),
    tests(of: "DRAMTiming", ["Quantities", "Specs"]),
    tests(
      of: "DataflowModel", ["DRAMTiming", "KernelIR", "Quantities", "ReferenceChain", "Specs"]),
    tests(of: "Measurements", ["Quantities"]),
    tests(of: "ClockModel", ["Quantities", "Specs"]),
    tests(of: "Runners", ["KernelIR", "Measurements", "Quantities", "Specs"]),
    tests(of: "ModelRunner", ["KernelIR", "Measurements", "Quantities", "Runners", "Specs"]),
    tests(of: "SystemCheck"),
    tests(
      of: "XRTDevice",
      ["CGuardedCall", "HLSGenerator", "KernelIR", "Quantities", "Runners", "Specs", "Xclbin"]),
    // In place of XRT, and the program that calls it; built for the tests of its runner.
    .target(name: "FakeXRT", dependencies: ["CXRT"], path: "Tests/FakeXRT"),
    .executableTarget(
      name: "xrt-test-worker", dependencies: ["XRTRunner"], path: "Tests/XRTTestWorker",
      swiftSettings: strict),
    tests(
      of: "XRTRunner",
      [
        "HLSGenerator", "KernelIR", "Measurements", "Quantities", "Runners", "Specs", "XRTDevice",
        "Xclbin", "xrt-test-worker",
      ]),
    tests(of: "RooflineModel", ["KernelIR", "Measurements", "Quantities", "Specs"]),
    tests(of: "RunStore", ["Measurements", "Quantities", "RooflineModel"]),
    tests(of: "ReportImport", ["Measurements", "Quantities", "Xclbin"]),
    tests(of: "DesignAdvice", ["Quantities", "Specs"]),
    tests(of: "OffloadPredictor", ["Measurements", "Quantities", "RooflineModel"]),
    tests(of: "Validation", ["Runners", "Specs"]),
    tests(
      of: "Explanation",
      [
        "DataflowModel", "KernelIR", "Measurements", "ModelRunner", "Quantities", "Runners",
        "Specs",
      ]),
    tests(of: "Plotting", ["Measurements", "Quantities", "RooflineModel"]),
    tests(
      of: "TerminalUI",
      ["Measurements", "Plotting", "Quantities", "RooflineModel", "RunStore"]),
    // The executable is a dependency so that it is there for the tests that start it.
    tests(
      of: "FerruleCLI",
      [
        "HLSGenerator", "KernelIR", "Measurements", "OffloadPredictor", "Plotting", "Quantities",
        "RooflineModel", "Runners", "Specs", "SystemCheck", "Xclbin", "ferrule", argumentParser,
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)
