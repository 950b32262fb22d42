import Specs

/// How an operator of the table is asked for with `BIND_OP`.
///
/// Names, implementations and latencies: UG1399, pragma HLS bind_op, tables of supported
/// operations (2020.2 to 2025.2; Versal's primitivedsp left out). Largest latencies of `ddiv` and
/// `fdiv` are also those of public designs (modules `ddiv_64ns_64ns_64_59_no_dsp_1` and
/// `fdiv_32ns_32ns_32_30_1`); those of `hdiv` and of the square roots are taken from the manual's
/// table as recalled. Comparisons cannot be bound.
struct VitisBinding {
  let cost: OperatorCost
  /// Whether the adder subtracts, which the tool calls by a name of its own; it is built alike.
  var isDifference = false

  /// The operation's name, e.g. `fmul`; `nil` for multiply-adds, which BIND_OP does not know.
  var operation: String? {
    let base: String
    switch cost.operation {
    case .add: base = isDifference ? "sub" : "add"
    case .mul: base = "mul"
    case .div where cost.type.isFloat: base = "div"
    case .sqrt: base = "sqrt"
    case .fma, .div, .compare: return nil
    }
    switch cost.type {
    case .f16: return "h" + base
    case .f32: return "f" + base
    case .f64: return "d" + base
    case .i8, .i16, .i32, .i64: return base
    }
  }

  /// Largest `latency=` of every implementation, in the order of the manual.
  var implementations: [(name: String, latency: Int)] {
    switch operation {
    case "add", "mul": [("fabric", 4), ("dsp", 4)]
    // The manual's table has latency 0 only for slices that subtract.
    case "sub": [("fabric", 4), ("dsp", 0)]
    case "hadd", "hsub": [("fabric", 9), ("meddsp", 12), ("fulldsp", 12)]
    case "hmul": [("fabric", 7), ("fulldsp", 7), ("maxdsp", 9)]
    case "fadd", "fsub": [("fabric", 13), ("fulldsp", 12)]
    case "fmul": [("fabric", 9), ("meddsp", 9), ("fulldsp", 9), ("maxdsp", 7)]
    case "dadd", "dsub": [("fabric", 13), ("fulldsp", 15)]
    case "dmul": [("fabric", 10), ("meddsp", 13), ("fulldsp", 13), ("maxdsp", 14)]
    case "hdiv", "hsqrt": [("fabric", 16)]
    case "fdiv", "fsqrt": [("fabric", 29)]
    case "ddiv", "dsqrt": [("fabric", 58)]
    default: []
    }
  }

  /// The largest latency that can be asked for, if the implementation exists.
  var largestLatency: Int? {
    implementations.first { $0.name == cost.implementation }?.latency
  }

  /// Why the tool cannot build this operator, if it cannot.
  var refusal: String? {
    guard let operation else {
      return cost.type.isFloat
        ? "Vitis HLS has no fused multiply-add for \(cost.type.rawValue) on this family; "
          + "use a multiplier and an adder in the operator table"
        : nil
    }
    guard largestLatency == nil else { return nil }
    return "BIND_OP has no implementation `\(cost.implementation)` of \(operation); "
      + "choose one of \(implementations.map(\.name).joined(separator: ", ")) in the operator table"
  }

  /// Writes the pragma for the variable that receives the result.
  func write(variable: String, to writer: inout CodeWriter) {
    guard let operation, let largestLatency else { return }
    let pragma =
      "pragma HLS BIND_OP variable=\(variable) op=\(operation) impl=\(cost.implementation)"
    if cost.latency <= largestLatency {
      writer.directive("\(pragma) latency=\(cost.latency)")
    } else {
      writer.comment(
        "BIND_OP takes at most latency=\(largestLatency) here; the model expects \(cost.latency), "
          + "so the tool chooses.")
      writer.directive(pragma)
    }
  }
}
