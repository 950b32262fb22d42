import Specs
import Testing

@testable import KernelIR

@Suite("Reference results")
struct ReferenceResultTests {
  private func expected<Element: KernelElement>(
    _ small: SmallDesign, _ run: RunArguments
  ) throws -> [Element] {
    ReferenceResult<Element>(
      kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
      run: run
    ).expected()
  }

  private func chain(
    _ operation: String, _ type: ElementType, passes: Int
  ) throws -> (SmallDesign, RunArguments) {
    var small = try SmallDesign("roofline")
    small.design.operation = operation
    small.design.elementType = type
    var run = RunArguments(beats: small.design.tileBeats)
    run.passes = passes
    run.tap = 3
    return (small, run)
  }

  @Test("Integers: x · 5 + 3 five times a pass is x · 5ⁿ + 3 · (5ⁿ − 1) / 4 modulo 2^64")
  func integerChain() throws {
    let (small, run) = try chain("fma", .i64, passes: 2)
    let found: [UInt64] = try expected(small, run)
    let power: UInt64 = 9_765_625
    for (index, element) in found.enumerated() {
      let input = UInt64(index % 61 * 3 + 1)
      #expect(element == input * power + 3 * (power - 1) / 4)
    }
  }

  @Test("Ten additions of 3 and −2 in turn add 5, ten products with −2 and ½ give −x")
  func exactChains() throws {
    let (adding, run) = try chain("add", .f64, passes: 2)
    let sums: [Double] = try expected(adding, run)
    let (multiplying, _) = try chain("mul", .f64, passes: 2)
    let products: [Double] = try expected(multiplying, run)
    for index in sums.indices {
      let input = 1 + Double(index % 61) / 64
      // 5 stages of pass 0 start with 3, those of pass 1 with −2: 5 · 3 − 5 · 2.
      #expect(sums[index] == input + 5)
      #expect(products[index] == -input)
    }
  }

  @Test("A contracting chain comes close to its fixed point 1 and stays above it")
  func contraction() throws {
    let (small, run) = try chain("fma", .f64, passes: 1000)
    let found: [Double] = try expected(small, run)
    #expect(found.allSatisfy { $0 >= 1 && $0 < 1 + 1e-7 })
  }

  @Test("Triad is b + 3 · c")
  func triad() throws {
    var small = try SmallDesign("stream")
    small.design.operation = "triad"
    let found: [Float] = try expected(small, RunArguments(beats: 32))
    for (index, element) in found.enumerated() {
      let b = 1 + Float(index % 61) / 64
      let c = 1 + Float((index + 7) % 61) / 64
      #expect(element == b + 3 * c)
    }
  }

  @Test("Every word that a pass over banks writes differs from its neighbours")
  func banks() throws {
    var small = try SmallDesign("onchip")
    small.design.operation = "write"
    var run = RunArguments(beats: 32)
    run.passes = 3
    let found: [UInt64] = try expected(small, run)
    #expect(found == [8, 13, 18, 23])
  }
}
