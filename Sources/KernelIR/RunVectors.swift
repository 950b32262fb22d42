import Specs

/// What arrays hold before a run and what the output must be after it, as text: for testbenches in
/// languages that the reference is not written in.
public struct RunVectors: Hashable, Sendable {
  /// Elements of the arrays that the kernel reads, by name, each as its shortest exact number; those
  /// that hold ``TestData`` are left out.
  public let inputs: [String: [String]]
  /// The arrays that hold test data.
  public let testData: [String: TestDataRow]
  /// The first elements that the run defines, from the start of the output array on.
  public let expected: [String]
  /// How many elements the run defines.
  public let count: Int
  /// A sum over the bits of all of them: ``RunDigest``.
  public let digest: UInt64
  /// By how much results may differ; `nil`: by nothing.
  public let allowed: AllowedDifferences?

  /// Computes the vectors of a run by the kernel's mathematical form.
  ///
  /// - Parameters:
  ///   - check: The design.
  ///   - run: The run.
  ///   - mostListed: How many elements are listed at most; where they may differ, all are.
  public init(_ check: FunctionalCheck, run: RunArguments, mostListed: Int = .max) {
    let visitor = Vectors(check: check, run: run, mostListed: mostListed)
    // The visitor itself never throws.
    let vectors = try? check.design.elementType.accept(visitor)
    self =
      vectors
      ?? RunVectors(inputs: [:], testData: [:], expected: [], count: 0, digest: 0, allowed: nil)
  }

  fileprivate init(
    inputs: [String: [String]], testData: [String: TestDataRow], expected: [String], count: Int,
    digest: UInt64, allowed: AllowedDifferences?
  ) {
    self.inputs = inputs
    self.testData = testData
    self.expected = expected
    self.count = count
    self.digest = digest
    self.allowed = allowed
  }
}

/// An array that holds test data.
public struct TestDataRow: Hashable, Sendable {
  /// Which of the inputs it is, from 0.
  public let number: Int
  /// Its elements.
  public let count: Int
}

/// By how much results may differ.
public struct AllowedDifferences: Hashable, Sendable {
  /// Elements that have the same limit, one row after the other.
  public let block: Int
  /// The limit of every block.
  public let limits: [Double]
}

/// A sum over the bits of elements: FNV-1a of 64 bits (Fowler, Noll, Vo), one element at a time.
///
/// Every step is one-to-one, so one element that is wrong always shows.
public enum RunDigest {
  /// What the sum starts with.
  public static let start: UInt64 = 0xcbf2_9ce4_8422_2325
  /// What it is multiplied with after every element.
  public static let factor: UInt64 = 0x100_0000_01b3

  static func of<Element: KernelElement>(_ elements: [Element]) -> UInt64 {
    elements.reduce(start) { ($0 ^ $1.pattern) &* factor }
  }
}

private struct Vectors: ElementTypeVisitor {
  let check: FunctionalCheck
  let run: RunArguments
  let mostListed: Int

  func visit<Element: KernelElement>(_ type: Element.Type) -> RunVectors {
    var inputs: [String: [String]] = [:]
    var testData: [String: TestDataRow] = [:]
    for (number, array) in check.program.arrays.filter(\.isRead).enumerated() {
      guard let own: [Element] = check.ownContents(of: array, run) else {
        testData[array.name] = TestDataRow(number: number, count: check.elements(of: array, run))
        continue
      }
      inputs[array.name] =
        array.elementType == nil ? own.map { "\($0)" } : own.map { "\($0.count)" }
    }
    let expected = ReferenceResult<Element>(
      kernel: check.kernel, operation: check.operation, design: check.design, run: run
    ).expected()
    let allowed = allowed(expected)
    return RunVectors(
      inputs: inputs, testData: testData,
      expected: expected.prefix(allowed == nil ? max(0, mostListed) : .max).map { "\($0)" },
      count: expected.count, digest: RunDigest.of(expected), allowed: allowed)
  }

  private func allowed<Element: KernelElement>(_ expected: [Element]) -> AllowedDifferences? {
    guard let tolerance = check.kernel.shape(of: check.design)?.tolerance else {
      return nil
    }
    let block = max(1, tolerance.block)
    let limits = stride(from: 0, to: expected.count, by: block).map { start in
      let part = expected[start..<min(start + block, expected.count)]
      return tolerance.relative * part.reduce(0) { $0 + $1.number * $1.number }.squareRoot()
    }
    return AllowedDifferences(block: block, limits: limits)
  }
}
