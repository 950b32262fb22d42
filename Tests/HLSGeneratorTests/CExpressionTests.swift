import KernelIR
import Specs
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Expressions in C")
struct CExpressionTests {
  private func element(_ type: ElementType) -> CElement {
    CElement(type: type, language: VitisLanguage())
  }

  @Test("Brackets are printed where the parts would fall apart without them")
  func brackets() {
    let i = IndexExpression.counter("i")
    let n = IndexExpression.size("n")
    #expect(CIndex.text((i + n) * .constant(4)) == "(i + n) * 4")
    #expect(CIndex.text(.subtract(i, .subtract(n, i))) == "i - (n - i)")
    #expect(CIndex.text(.and(i * n, .constant(7)) + i) == "((i * n) & 7) + i")
    #expect(CIndex.text(.scrambled(i + n)) == "scramble(i + n)")
  }

  @Test("Plain addresses are computed in size_t, masks in 32 bits")
  func addresses() {
    let plain = IndexExpression.counter("turn") * .constant(512) + .counter("beat")
    #expect(CIndex.address(plain, VitisLanguage()) == "size_t(turn) * 512 + beat")
    let masked = IndexExpression.and(.counter("i") * .size("stride"), .size("mask"))
    #expect(CIndex.address(masked, VitisLanguage()) == "(i * stride) & mask")
  }

  @Test("Numbers are exact in their type", arguments: [0.1, 1, -2.5, 3, 1e-5])
  func floats(value: Double) throws {
    let single = element(.f32).literal(value)
    #expect(Float(single.dropLast()) == Float(value))
    #expect(Double(element(.f64).literal(value)) == value)
    #if !(os(macOS) && arch(x86_64))
      let half = element(.f16).literal(value).dropFirst("element_t(".count).dropLast(2)
      #expect(Float(half).map(Float16.init) == Float16(value))
      #expect(Float(half) == Float(Float16(value)))
    #endif
  }

  @Test("Integers are taken modulo their width, as the interpreter takes them")
  func integers() {
    #expect(element(.i8).literal(-2) == "element_t(254u)")
    #expect(element(.i32).literal(-1) == "element_t(4294967295u)")
    #expect(element(.i64).literal(-1) == "element_t(18446744073709551615ull)")
    #expect(element(.i16).literal(2.9) == "element_t(2u)")
  }

  @Test("Products of narrow integers never overflow the int that C promotes to")
  func promotion() {
    #expect(
      element(.i16).product("x", "a") == "element_t(uint32_t(x) * uint32_t(a))")
    #expect(element(.i8).sum("x", "b") == "element_t(x + b)")
    #expect(element(.i32).product("x", "a") == "x * a")
  }
}
