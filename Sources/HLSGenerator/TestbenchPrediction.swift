import KernelIR
import Specs

/// What the runs of a testbench are expected to take on the circuit that a tool makes.
struct TestbenchPrediction: Encodable {
  /// One run.
  struct Run: Encodable {
    /// The kernel's integer arguments by name.
    let arguments: [String: UInt32]
    /// Cycles of the kernel's clock.
    let predictedCycles: Int
  }

  /// The tool and its version.
  let tool: String
  /// How the cycles came about.
  let evidence = Evidence.modelled.rawValue
  /// What is assumed beside what was measured, if anything.
  let assumption: String?
  /// Cycles after which memory answers a read in the tool's simulation.
  let memoryReadCycles: Int
  /// Cycles after which memory answers a write.
  let memoryWriteCycles: Int
  /// The runs in the order of the testbench.
  let runs: [Run]
}

extension TestbenchPrediction {
  /// What Bambu's circuit takes; `nil` where no law says it.
  init?(bambu design: GeneratedDesign) {
    let schedule = BambuCycles(design: design)
    // The runs follow from vectors, which take long to compute: only where they are of use.
    guard schedule.isKnown else { return nil }
    let runs = BambuTestbench.runs(design).compactMap { sizes in
      schedule.cycles(sizes).map {
        Run(arguments: sizes.filter { design.program.sizes.contains($0.key) }, predictedCycles: $0)
      }
    }
    guard !runs.isEmpty else { return nil }
    self.init(
      tool: BambuCycles.tool,
      assumption: schedule.assumption,
      memoryReadCycles: schedule.readDelay, memoryWriteCycles: schedule.writeDelay, runs: runs)
  }
}
