import KernelIR
import Specs

/// How a dialect's language spells an element type, its numbers and its arithmetic.
///
/// Integers are unsigned, so that wrapping around is defined; two's complement makes that the
/// arithmetic of signed integers too. Types narrower than `int` are promoted by C, and a product of
/// two of them can overflow `int`: such products are taken in 32 unsigned bits.
struct CElement {
  let type: ElementType
  let language: any KernelLanguage

  /// The type that `element_t` stands for.
  var name: String { language.name(of: type) }

  /// What the type is, for a comment.
  var meaning: String {
    switch type {
    case .f16: "IEEE 754 binary16"
    case .f32: "IEEE 754 binary32"
    case .f64: "IEEE 754 binary64"
    case .i8, .i16, .i32, .i64:
      "integers modulo 2^\(type.bits): two's complement, so signed and unsigned agree"
    }
  }

  private var isPromoted: Bool { type == .i8 || type == .i16 }

  /// The sum of two operands that are names, numbers or calls.
  func sum(_ left: String, _ right: String) -> String { binary("+", "sum", left, right) }

  /// The difference of two such operands.
  func difference(_ left: String, _ right: String) -> String {
    binary("-", "difference", left, right)
  }

  /// The product of two such operands.
  func product(_ left: String, _ right: String) -> String {
    guard isPromoted else { return binary("*", "product", left, right) }
    let wide = [left, right].map { language.cast($0, to: "uint32_t") }
    return language.cast("\(wide[0]) * \(wide[1])", to: "element_t")
  }

  private func binary(
    _ sign: String, _ function: String, _ left: String, _ right: String
  ) -> String {
    guard language.hasOperators(for: type) else {
      return "element_\(function)(\(left), \(right))"
    }
    return rounded("\(left) \(sign) \(right)")
  }

  /// The quotient of two such operands; of floating-point types only.
  func quotient(_ left: String, _ right: String) -> String { binary("/", "quotient", left, right) }

  /// Whether one such operand is below another; integers are two's complement, whose top bit counts
  /// down.
  func less(_ left: String, _ right: String) -> String {
    guard language.hasOperators(for: type) else { return "element_less(\(left), \(right))" }
    guard !type.isFloat else { return "\(left) < \(right)" }
    let top = "\(UInt64(1) << UInt64(type.bits - 1))\(type == .i64 ? language.wideSuffix : "u")"
    return "(\(left) ^ \(top)) < (\(right) ^ \(top))"
  }

  /// The second of two such operands where it is below the first, else the first.
  func minimum(_ left: String, _ right: String) -> String {
    "\(less(right, left)) ? \(right) : \(left)"
  }

  /// The second of two such operands where it is above the first, else the first.
  func maximum(_ left: String, _ right: String) -> String {
    "\(less(left, right)) ? \(right) : \(left)"
  }

  /// The square root of such an operand; of floating-point types only.
  func root(_ operand: String) -> String { "\(language.root(of: type))(\(operand))" }

  /// Such an operand with the other sign.
  func negative(_ operand: String) -> String {
    guard language.hasOperators(for: type) else { return "element_negative(\(operand))" }
    return rounded(operand.hasPrefix("-") ? "-(\(operand))" : "-\(operand)")
  }

  /// Such an operand without its sign; integers are two's complement.
  func magnitude(_ operand: String) -> String {
    if type.isFloat { return "\(language.magnitude(of: type))(\(operand))" }
    return "\(less(operand, literal(0))) ? \(negative(operand)) : \(operand)"
  }

  /// Narrow integers are computed in `int` and have to be cut down again.
  private func rounded(_ text: String) -> String {
    isPromoted ? language.cast(text, to: "element_t") : text
  }

  /// Zero.
  var zero: String { language.zero }

  /// A number as an element, exactly as the interpreter takes it.
  func literal(_ value: Double) -> String {
    switch type {
    case .f16: single("\(half(value))f")
    case .f32: "\(Float(value))f"
    case .f64: "\(value)"
    case .i8, .i16, .i32: language.cast("\(integer(value))u", to: "element_t")
    case .i64: language.cast("\(integer(value))\(language.wideSuffix)", to: "element_t")
    }
  }

  /// A 32-bit count as an element.
  func counting(_ index: String) -> String {
    type == .f16
      ? single(language.cast(index, to: "float")) : language.cast(index, to: "element_t")
  }

  /// A single-precision number as an element of half precision.
  private func single(_ text: String) -> String {
    language.hasOperators(for: type)
      ? language.cast(text, to: "element_t") : "element_of(\(text))"
  }

  /// The nearest half, which is a float without rounding.
  private func half(_ value: Double) -> Float {
    #if os(macOS) && arch(x86_64)
      return Float(value)
    #else
      return Float(Float16(value))
    #endif
  }

  private func integer(_ value: Double) -> UInt64 {
    let whole = UInt64.element(value)
    return type.bits == 64 ? whole : whole & ((1 << UInt64(type.bits)) - 1)
  }
}
