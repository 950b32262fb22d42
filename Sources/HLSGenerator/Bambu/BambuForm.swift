import KernelIR
import Specs

/// What a kernel is to Bambu, which pipelines functions and processes, but no loops.
enum BambuForm: Equatable {
  /// A circuit that reads and writes memory through ports.
  case memory
  /// A pipelined function of one element, with the cycles between two starts.
  case function(interval: Int)
  /// A number of processes between two streams, each with its part of the chain.
  case processes(Int)

  /// The form that a design's parameters choose.
  init(_ design: GeneratedDesign) {
    let parameters = design.design.parameters
    if let interval = parameters[.functionInterval] {
      self = .function(interval: interval)
    } else if let processes = parameters[.processes] {
      self = .processes(processes)
    } else {
      self = .memory
    }
  }

  /// Whether the kernel has streams, and is C++ for that.
  var hasStreams: Bool { if case .processes = self { true } else { false } }

  /// How the names of its sources end.
  var ending: String { hasStreams ? "cpp" : "c" }

  /// Every reason why the form of a design cannot be had.
  ///
  /// - Parameter design: The design.
  /// - Returns: What was tried with PandA 2024.10 and failed, or was not tried.
  static func reasons(_ design: GeneratedDesign) -> [String] {
    guard case .function = BambuForm(design), design.program.elementType == .f64 else { return [] }
    return [
      "function_ii: pipelined operators of f64 were not tried with Bambu; use f32 or integers"
    ]
  }

  /// Whether a run can be had of the form: processes have their coefficients built in, which therefore
  /// do not alternate between passes, and have no taps.
  ///
  /// - Parameters:
  ///   - run: A run of the testbench.
  ///   - design: The design.
  /// - Returns: Whether the run's result follows from the form.
  func canRun(_ run: RunArguments, of design: GeneratedDesign) -> Bool {
    guard hasStreams, let chain = design.program.chain else { return true }
    let isWhole = run.tap == chain.taps.count - 1
    return isWhole && (chain.operation == .fma || run.passes == 1)
  }
}
