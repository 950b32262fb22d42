import KernelIR
import Specs

/// The chain of a roofline kernel as a circuit of its own: what it is called with, and its parts.
struct BambuChain {
  let names: KernelNames

  private var program: KernelProgram { names.program }

  var form: BambuForm { BambuForm(names.design) }

  /// The chain; `nil` for kernels without one, which are refused before.
  var chain: OperatorChain? { program.chain }

  /// Whether the function has an argument that chooses the number of stages.
  var hasTap: Bool { !form.hasStreams && (chain?.taps.count ?? 0) > 1 }

  /// The names of the two coefficients inside of the kernel: what even and odd stages take, or factor
  /// and summand.
  var coefficients: [String] {
    guard let chain, chain.operation == .fma else { return ["even", "odd"] }
    return chain.coefficients
  }

  /// The kernel's function without its body.
  var signature: String {
    guard !form.hasStreams else {
      return "void \(program.name)(hls::stream<element_t> &in, hls::stream<element_t> &out)"
    }
    let parameters =
      (["x"] + coefficients).map { "element_t \($0)" }
      + (hasTap ? ["uint32_t \(chain?.tapSize ?? "tap")"] : [])
    return KernelNames.call("element_t \(program.name)", parameters, indentation: 0)
  }

  /// The stages of every process, shared out as evenly as they can be.
  var parts: [Range<Int>] {
    guard case .processes(let count) = form, let chain, count > 0 else { return [] }
    return (0..<count).map { part in
      part * chain.length / count..<(part + 1) * chain.length / count
    }
  }

  /// What a stage makes of the value before it.
  ///
  /// - Parameters:
  ///   - stage: The stage's number, from 0.
  ///   - value: The name of the value before it.
  /// - Returns: An expression.
  func expression(stage: Int, of value: String) -> String {
    let element = names.element
    let coefficient = coefficients[stage % 2]
    return switch chain?.operation {
    case .add: element.sum(value, coefficient)
    case .mul: element.product(value, coefficient)
    case .fma, nil: element.sum("product_\(stage)", coefficients[1])
    }
  }

  /// The product that a stage of fma takes the sum of; `nil` for other chains.
  ///
  /// - Parameter value: The name of the value before the stage.
  /// - Returns: An expression.
  func product(of value: String) -> String? {
    chain?.operation == .fma ? names.element.product(value, coefficients[0]) : nil
  }
}
