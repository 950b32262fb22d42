import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Operators of expressions")
struct ExpressionOperatorTests {
  private func small(_ expression: String, _ type: ElementType) throws -> SmallDesign {
    let text = UserKernelText.elementwise(
      expression, inputs: ["p", "q"], types: [type.rawValue],
      operations: try ElementExpression(
        parsing: expression, inputs: ["p", "q"], scalars: ["w"]
      ).operationCount)
    var small = SmallDesign(try ShippedSpecs.kernel(text: text), board: try ShippedSpecs.board())
    small.design.elementType = type
    return small
  }

  @Test(
    "Every operator computes the same in a program and in the definition",
    arguments: [
      "p / q", "sqrt(p) * w + q", "min(p, q * w)", "max(p, q) - min(p, q)", "-p + abs(p - q)",
      "abs(w - p) / sqrt(max(p, q))",
    ], [ElementType.f16, .f32, .f64])
  func floats(expression: String, type: ElementType) throws {
    let small = try small(expression, type)
    #expect(try small.difference(small.program(), like: RunArguments(beats: 64)) == nil)
  }

  @Test(
    "Minima, maxima and signs of integers are those of two's complement",
    arguments: [ElementType.i8, .i16, .i32, .i64])
  func integers(type: ElementType) throws {
    let small = try small("max(-p, min(q, w)) + abs(p - q)", type)
    #expect(try small.difference(small.program(), like: RunArguments(beats: 64)) == nil)
    #expect(UInt8.smaller(0xff, 1) == 0xff && UInt8.larger(0xff, 1) == 1)
    #expect(UInt8.magnitude(0xfe) == 2 && UInt8.magnitude(0x80) == 0x80)
    #expect(UInt16.negative(1) == 0xffff)
  }

  @Test("Quotients and roots are rounded once, to nearest even")
  func rounding() {
    #expect(Float.quotient(1, 3) == 0x1.555556p-2)
    #expect(Double.root(2) == 0x1.6a09e667f3bcdp+0)
    #expect(Float.isLess(.nan, 1) == false && Float.smaller(1, .nan) == 1)
  }

  @Test("A division makes the pipeline deeper and larger by the operator's row of the table")
  func costs() throws {
    let table = try ShippedSpecs.board().operators
    let quotient = try #require(table.implementations(of: .div, type: .f32).first)
    let (sum, division) = (try small("p + q", .f32), try small("(p + q) / q", .f32))
    let depths = try [sum, division].map { design in
      try #require(design.program().processes.first { $0.name == "compute" }).depth
    }
    #expect(depths[1] - depths[0] == quotient.latency)
    let costs = try [sum, division].map { ResourceEstimate(try $0.program(), board: $0.board) }
    #expect(costs[1].operators.lut - costs[0].operators.lut == 4 * quotient.cost.lut)
  }

  @Test("Every table has all operators of floating-point kernels, and comparisons of integers")
  func tables() throws {
    for name in ShippedSpecs.boardNames + ["520n"] {
      let table = try ShippedSpecs.board(name).operators
      for type in ElementType.allCases {
        #expect(!table.implementations(of: .compare, type: type).isEmpty, "\(name) \(type)")
        for kind in [OperatorKind.div, .sqrt] where type.isFloat {
          #expect(!table.implementations(of: kind, type: type).isEmpty, "\(name) \(kind) \(type)")
        }
      }
    }
  }

  @Test("Kernels for integers have no division, and the file says so")
  func refusal() throws {
    let text = UserKernelText.elementwise(
      "p / q", inputs: ["p", "q"], types: ["f32", "i32"], operations: 1)
    #expect { try ShippedSpecs.kernel(text: text) } throws: { error in
      "\(error)".contains("a division or square root in a kernel for i32")
    }
  }
}
