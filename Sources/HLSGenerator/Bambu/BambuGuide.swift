import KernelIR
import Specs

/// The commands for Bambu.
struct BambuGuide {
  let design: GeneratedDesign
  /// What is expected of the testbench; `nil` where no law says it.
  let prediction: TestbenchPrediction?

  var guide: ToolGuide {
    ToolGuide(
      tool: "Bambu (PandA 2024.10)",
      steps: [
        .init(
          title: "Simulate the C", command: "make csim",
          note: "Any \(form.hasStreams ? "C++14" : "C11") compiler will do; seconds."),
        .init(
          title: "Make the circuit", command: "make synthesis",
          note:
            "Needs bambu in PATH; a minute. Another device or clock: make synthesis DEVICE=NAME "
            + "PERIOD=NANOSECONDS."),
        .init(
          title: "Run the testbench on the circuit", command: "make simulation",
          note:
            "Needs bambu and Verilator in PATH; minutes. results.txt in build/bambu counts half "
            + "cycles. \(expectation)"),
      ], purpose: purpose)
  }

  private var form: BambuForm { BambuForm(design) }

  private var purpose: String? {
    guard form != .memory else { return nil }
    return
      "Computes \(design.operation.form). No memory ports, tiles or passes: what calls the circuit gives it one "
      + "element after another, as the testbench does. Resources and ceilings are not estimated."
  }
}

extension BambuGuide {
  /// What Bambu makes of the form, and how long that takes.
  fileprivate var expectation: String {
    let law = BambuChainLaw(design: design).sentence
    switch BambuForm(design) {
    case .memory:
      return
        "Bambu pipelines no loops: expect every element to take the latency of its load, its operators "
        + "and its store.\(cycles)"
    case .function:
      return
        "The kernel is one pipelined function of one element, without memory ports: who starts it every "
        + "cycle gets a result every cycle; the testbench starts it once for every element and "
        + "waits. \(law)"
    case .processes:
      return
        "The kernel takes one token from a stream and puts one into another; its processes work side by "
        + "side as long as tokens wait. \(law)"
    }
  }

  /// What the runs of the testbench are expected to take on the circuit, where that is known.
  fileprivate var cycles: String {
    guard let prediction else {
      let reasons = BambuCycles(design: design).refusals.joined(separator: "; ")
      return " How many cycles that makes is not known: \(reasons)."
    }
    let list = prediction.runs.map { "\($0.predictedCycles)" }.joined(separator: ", ")
    let assumption = prediction.assumption.map { "; assumed: \($0)" } ?? ""
    return
      " By the schedules that Bambu 2024.10 is known to make, with memory that answers after "
      + "\(prediction.memoryReadCycles) cycles, the runs of the testbench take these cycles (modelled"
      + "\(assumption)): \(list)."
  }
}
