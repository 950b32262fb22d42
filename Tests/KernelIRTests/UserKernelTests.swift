import Specs
import Testing

@testable import KernelIR

@Suite("A user's own kernel")
struct UserKernelTests {
  private static let text = """
    name: blend
    title: Blend of two images
    structure: elementwise
    types: [f32, i16]
    schedules: [overlapped, phased]
    operations:
      - name: blend
        form: o[i] = (p[i] − q[i]) · w + q[i] · 2 − 1
        inputs: [p, q]
        outputs: [o]
        scalars:
          - name: w
            value: 0.25
            integer_value: 7
        expression: (p - q) * w + q * 2 - 1
        loads: 2
        stores: 1
        operations_per_element: 5
    check: Every element is compared.
    literature: ["none"]
    source: "written for this test"
    evidence: assumed
    """

  private func kernel() throws -> KernelSpec { try ShippedSpecs.kernel(text: Self.text) }

  @Test("An element-wise kernel from a file lowers and computes its expression")
  func works() throws {
    var small = SmallDesign(try kernel(), board: try ShippedSpecs.board())
    let start = small.design
    for variant in small.kernel.variants(of: start) {
      small.design = variant
      let run = RunArguments(beats: 64)
      let program = try small.program()
      #expect(try small.difference(program, like: run) == nil)
      let work = WorkCount(program, sizes: run.sizes(tileBeats: small.design.tileBeats))
      #expect(work.operations == 5 * 64 * small.design.lanes)
    }
  }

  @Test("Its values are those of the formula, by hand")
  func values() throws {
    var small = SmallDesign(try kernel(), board: try ShippedSpecs.board())
    small.design.elementType = .f32
    let reference = ReferenceResult<Float>(
      kernel: small.kernel, operation: try small.lowering().operation, design: small.design,
      run: RunArguments(beats: 32))
    // Element 0: p = 1, q = 1 + 7/64.
    let (p, q): (Float, Float) = (1, 1.109375)
    let expected: Float = (p - q) * 0.25 + q * 2 - 1
    #expect(reference.expected().first == expected)
  }
}
