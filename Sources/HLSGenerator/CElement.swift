import KernelIR
import Specs

/// How C++ for HLS tools spells an element type, its numbers and its arithmetic.
///
/// Integers are unsigned, so that wrapping around is defined; two's complement makes that the
/// arithmetic of signed integers too. Types narrower than `int` are promoted by C, and a product of
/// two of them can overflow `int`: such products are taken in 32 unsigned bits.
struct CElement {
  let type: ElementType

  /// The type that `element_t` stands for.
  var name: String {
    switch type {
    case .f16: "half"
    case .f32: "float"
    case .f64: "double"
    case .i8, .i16, .i32, .i64: "uint\(type.bits)_t"
    }
  }

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
  func sum(_ left: String, _ right: String) -> String { rounded("\(left) + \(right)") }

  /// The difference of two such operands.
  func difference(_ left: String, _ right: String) -> String { rounded("\(left) - \(right)") }

  /// The product of two such operands.
  func product(_ left: String, _ right: String) -> String {
    isPromoted
      ? "element_t(uint32_t(\(left)) * uint32_t(\(right)))" : rounded("\(left) * \(right)")
  }

  /// Narrow integers are computed in `int` and have to be cut down again.
  private func rounded(_ text: String) -> String { isPromoted ? "element_t(\(text))" : text }

  /// A number as an element, exactly as the interpreter takes it.
  func literal(_ value: Double) -> String {
    switch type {
    case .f16: "element_t(\(half(value))f)"
    case .f32: "\(Float(value))f"
    case .f64: "\(value)"
    case .i8, .i16, .i32: "element_t(\(integer(value))u)"
    case .i64: "element_t(\(integer(value))ull)"
    }
  }

  /// A 32-bit count as an element.
  func counting(_ index: String) -> String {
    type == .f16 ? "element_t(float(\(index)))" : "element_t(\(index))"
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
