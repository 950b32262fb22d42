import Specs

/// The contents of every array before a run and what the output must be after it, as text: for
/// testbenches in languages that the reference is not written in.
public struct RunVectors: Hashable, Sendable {
  /// Elements of the arrays that the kernel reads, by name, each as its shortest exact number.
  public let inputs: [String: [String]]
  /// The elements that the run defines, from the start of the output array on.
  public let expected: [String]
  /// By how much each of them may differ; `nil`: by nothing.
  public let allowed: [Double]?

  /// Computes the vectors of a run by the kernel's mathematical form.
  public init(_ check: FunctionalCheck, run: RunArguments) {
    // The visitor itself never throws.
    let vectors = try? check.design.elementType.accept(Vectors(check: check, run: run))
    self = vectors ?? RunVectors(inputs: [:], expected: [], allowed: nil)
  }

  fileprivate init(inputs: [String: [String]], expected: [String], allowed: [Double]?) {
    self.inputs = inputs
    self.expected = expected
    self.allowed = allowed
  }
}

private struct Vectors: ElementTypeVisitor {
  let check: FunctionalCheck
  let run: RunArguments

  func visit<Element: KernelElement>(_ type: Element.Type) -> RunVectors {
    var inputs: [String: [String]] = [:]
    let read = check.program.arrays.filter(\.isRead)
    for (number, array) in read.enumerated() {
      let contents: [Element] = check.contents(of: array, number: number, run)
      inputs[array.name] =
        array.elementType == nil ? contents.map { "\($0)" } : contents.map { "\($0.count)" }
    }
    let expected = ReferenceResult<Element>(
      kernel: check.kernel, operation: check.operation, design: check.design, run: run
    ).expected()
    return RunVectors(
      inputs: inputs, expected: expected.map { "\($0)" }, allowed: allowed(expected))
  }

  private func allowed<Element: KernelElement>(_ expected: [Element]) -> [Double]? {
    guard let tolerance = check.kernel.shape(of: check.design)?.tolerance else {
      return nil
    }
    let block = max(1, tolerance.block)
    return stride(from: 0, to: expected.count, by: block).flatMap { start in
      let part = expected[start..<min(start + block, expected.count)]
      let norm = part.reduce(0) { $0 + $1.number * $1.number }.squareRoot()
      return [Double](repeating: tolerance.relative * norm, count: part.count)
    }
  }
}
