public import Specs

/// Arithmetic of one element type, as the generated code computes it.
///
/// Integers wrap around (two's complement, so signed and unsigned agree); floats round to nearest
/// even after every operation, without contraction.
public protocol KernelElement: Equatable, Sendable {
  /// The wrapped or rounded sum.
  static func sum(_ left: Self, _ right: Self) -> Self
  /// The wrapped or rounded difference.
  static func difference(_ left: Self, _ right: Self) -> Self
  /// The wrapped or rounded product.
  static func product(_ left: Self, _ right: Self) -> Self
  /// The rounded quotient; 0 for integers, whose kernels have no division.
  static func quotient(_ left: Self, _ right: Self) -> Self
  /// The rounded square root; 0 for integers, whose kernels have none.
  static func root(_ value: Self) -> Self
  /// Whether the left number is below the right one; integers are two's complement.
  static func isLess(_ left: Self, _ right: Self) -> Bool
  /// The number with the other sign, wrapped.
  static func negative(_ value: Self) -> Self
  /// The number without its sign, wrapped.
  static func magnitude(_ value: Self) -> Self
  /// The element nearest to a number; integers take it modulo 2^bits.
  static func element(_ value: Double) -> Self
  /// The element for a small whole number.
  static func element(counting value: UInt32) -> Self
  /// The element as a count modulo 2³²; 0 for floats that are no such count.
  var count: UInt32 { get }
  /// The bits of the element, those above its width zero.
  var pattern: UInt64 { get }
  /// The element as a number; integers as they are without a sign.
  var number: Double { get }
  /// The element with the low bits of a number added modulo 2; floats, which have no such
  /// arithmetic, stay as they are.
  func changed(by bits: UInt64) -> Self
  /// Zero, the content of memory that was never written.
  static var zero: Self { get }
}

extension KernelElement where Self: BinaryFloatingPoint {
  /// Rounded to nearest even.
  public static func sum(_ left: Self, _ right: Self) -> Self { left + right }
  /// Rounded to nearest even.
  public static func difference(_ left: Self, _ right: Self) -> Self { left - right }
  /// Rounded to nearest even.
  public static func product(_ left: Self, _ right: Self) -> Self { left * right }
  /// Rounded to nearest even.
  public static func quotient(_ left: Self, _ right: Self) -> Self { left / right }
  /// Rounded to nearest even.
  public static func root(_ value: Self) -> Self { value.squareRoot() }
  /// False where one of them is not a number.
  public static func isLess(_ left: Self, _ right: Self) -> Bool { left < right }
  /// With the other sign bit.
  public static func negative(_ value: Self) -> Self { -value }
  /// Without the sign bit.
  public static func magnitude(_ value: Self) -> Self { abs(value) }
  /// Rounded to nearest even.
  public static func element(_ value: Double) -> Self { Self(value) }
  /// Rounded to nearest even.
  public static func element(counting value: UInt32) -> Self { Self(value) }
  /// Unchanged.
  public func changed(by bits: UInt64) -> Self { self }
  /// The same number.
  public var number: Double { Double(self) }
  /// The whole number, where it is one of 32 bits.
  public var count: UInt32 { UInt32(exactly: self) ?? 0 }
}

extension KernelElement where Self: FixedWidthInteger {
  /// Modulo 2^bits.
  public static func sum(_ left: Self, _ right: Self) -> Self { left &+ right }
  /// Modulo 2^bits.
  public static func difference(_ left: Self, _ right: Self) -> Self { left &- right }
  /// Modulo 2^bits.
  public static func product(_ left: Self, _ right: Self) -> Self { left &* right }
  /// Integers have no division.
  public static func quotient(_ left: Self, _ right: Self) -> Self { 0 }
  /// Integers have no square root.
  public static func root(_ value: Self) -> Self { 0 }
  /// As numbers of two's complement: the top bit counts down.
  public static func isLess(_ left: Self, _ right: Self) -> Bool {
    let sign: Self = 1 << (bitWidth - 1)
    return left ^ sign < right ^ sign
  }
  /// Modulo 2^bits.
  public static func negative(_ value: Self) -> Self { 0 &- value }
  /// Of two's complement; the most negative number stays what it is.
  public static func magnitude(_ value: Self) -> Self { isLess(value, 0) ? 0 &- value : value }
  /// Towards zero, then modulo 2^bits; 0 for what is not representable in 64 bits.
  public static func element(_ value: Double) -> Self {
    Self(truncatingIfNeeded: Int64(exactly: value.rounded(.towardZero)) ?? 0)
  }
  /// Modulo 2^bits.
  public static func element(counting value: UInt32) -> Self { Self(truncatingIfNeeded: value) }
  /// Exclusive or.
  public func changed(by bits: UInt64) -> Self { self ^ Self(truncatingIfNeeded: bits) }
  /// Rounded to nearest even beyond 2⁵³.
  public var number: Double { Double(self) }
  /// Modulo 2³².
  public var count: UInt32 { UInt32(truncatingIfNeeded: self) }
  /// The number without a sign.
  public var pattern: UInt64 { UInt64(truncatingIfNeeded: self) }
}

extension Float: KernelElement {
  /// As IEEE 754 has them.
  public var pattern: UInt64 { UInt64(bitPattern) }
}
extension Double: KernelElement {
  /// As IEEE 754 has them.
  public var pattern: UInt64 { bitPattern }
}
extension UInt8: KernelElement {}
extension UInt16: KernelElement {}
extension UInt32: KernelElement {}
extension UInt64: KernelElement {}
#if !(os(macOS) && arch(x86_64))
  extension Float16: KernelElement {
    /// As IEEE 754 has them.
    public var pattern: UInt64 { UInt64(bitPattern) }
  }
#endif

extension KernelElement {
  /// The second where it is below the first, else the first.
  public static func smaller(_ left: Self, _ right: Self) -> Self {
    isLess(right, left) ? right : left
  }
  /// The second where it is above the first, else the first.
  public static func larger(_ left: Self, _ right: Self) -> Self {
    isLess(left, right) ? right : left
  }
}

/// Work that is generic over the element type: calls itself with the Swift type of an `ElementType`.
public protocol ElementTypeVisitor {
  /// What the work yields.
  associatedtype Output
  /// Does the work with `Element`.
  func visit<Element: KernelElement>(_ type: Element.Type) throws -> Output
}

extension ElementType {
  /// Calls the visitor with the Swift type whose arithmetic is that of this element type.
  ///
  /// - Throws: what the visitor throws; ``DesignError`` for f16 on a platform without `Float16`.
  public func accept<Visitor: ElementTypeVisitor>(_ visitor: Visitor) throws -> Visitor.Output {
    switch self {
    case .f16:
      #if os(macOS) && arch(x86_64)
        throw DesignError(
          subject: "f16", reasons: ["this platform has no half precision; choose another type"])
      #else
        return try visitor.visit(Float16.self)
      #endif
    case .f32: return try visitor.visit(Float.self)
    case .f64: return try visitor.visit(Double.self)
    case .i8: return try visitor.visit(UInt8.self)
    case .i16: return try visitor.visit(UInt16.self)
    case .i32: return try visitor.visit(UInt32.self)
    case .i64: return try visitor.visit(UInt64.self)
    }
  }
}
