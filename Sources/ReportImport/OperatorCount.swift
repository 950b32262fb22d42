import Measurements

/// Floating-point operators that high-level synthesis has placed, told by names of instances.
///
/// The reports' own word for the operation calls a floating-point addition `add`; the instance is
/// named after its core: `fadd_32ns_32ns_32_7_full_dsp_1_U21`. (Vivado HLS and Vitis HLS to 2025.)
struct OperatorCount: Hashable {
  /// Operations per cycle by element type when every operator starts one each cycle.
  private(set) var byType: [String: Int] = [:]

  /// Operations of a start by the word behind the letter of the type.
  private static let operations: [Substring: Int] = [
    "add": 1, "sub": 1, "addfsub": 1, "adddsub": 1, "addhsub": 1, "mul": 1, "div": 1, "sqrt": 1,
    "ma": 2, "mac": 2,
  ]
  private static let types: [Character: String] = ["f": "f32", "d": "f64", "h": "f16"]

  /// Counts an instance.
  mutating func take(_ instance: some StringProtocol) {
    let name = instance.trimmed.drop { $0 == "+" || $0 == " " }
    let core = name.prefix { $0 != "_" }
    guard let type = core.first.flatMap({ Self.types[$0] }),
      let operations = Self.operations[Substring(core.dropFirst())]
    else { return }
    byType[type, default: 0] += operations
  }

  /// The type with most operators; `nil` when there are none.
  var main: (type: String, operations: Int)? {
    byType.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value) }
  }
}
