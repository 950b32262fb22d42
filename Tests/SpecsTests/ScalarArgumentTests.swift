import Testing

@testable import Specs

@Suite("Exact scalars")
struct ScalarArgumentTests {
  @Test(
    "A number is exact in a floating-point type when its bits and exponent fit",
    arguments: [
      (1 - 0.00390625, ElementType.f16, true), (1 + 0.0009765625, .f16, true),
      (1 + 0.00048828125, .f16, false), (65504, .f16, true), (65536, .f16, false),
      (0.1, .f64, true), (0.1, .f32, false), (0, .f16, true), (-2, .f32, true),
      (.leastNonzeroMagnitude, .f64, false),
    ])
  func floats(number: Double, type: ElementType, exact: Bool) {
    #expect(type.holds(number) == exact)
  }

  @Test(
    "A number is exact in an integer type when it is whole and in range",
    arguments: [
      (127.0, ElementType.i8, true), (128, .i8, false), (-128, .i8, true), (-129, .i8, false),
      (0.5, .i64, false), (9.2e18, .i64, true), (9.3e18, .i64, false),
    ])
  func integers(number: Double, type: ElementType, exact: Bool) {
    #expect(type.holds(number) == exact)
  }
}
