/// How a number came to be known; every number in a spec and every ceiling carries one.
public enum Evidence: String, Sendable, CaseIterable {
  /// Read off real hardware.
  case measured
  /// Computed by a model, here or in the source.
  case modelled
  /// Printed in a vendor's document or reported by a vendor's tool.
  case datasheet
  /// Believed without a document, recalled or inferred; the source says which.
  case assumed
}

/// Where a number comes from.
public struct Provenance: Hashable, Sendable {
  /// Document, table, page, repository file, or the reason for an assumption.
  public var source: String
  /// How the source knows it.
  public var evidence: Evidence

  /// Creates a provenance.
  public init(source: String, evidence: Evidence) {
    self.source = source
    self.evidence = evidence
  }
}

/// The type of one array element.
public enum ElementType: String, Sendable, CaseIterable {
  case f16, f32, f64, i8, i16, i32, i64

  /// Width of one element in bits: 8, 16, 32 or 64.
  public var bits: Int {
    switch self {
    case .i8: 8
    case .f16, .i16: 16
    case .f32, .i32: 32
    case .f64, .i64: 64
    }
  }

  /// Width of one element in bytes.
  public var bytes: Int { bits / 8 }

  /// Whether arithmetic is IEEE 754 binary floating point.
  public var isFloat: Bool { rawValue.hasPrefix("f") }
}

/// An operator of which tables give the cost.
public enum OperatorKind: String, Sendable, CaseIterable {
  /// One addition or subtraction.
  case add
  /// One multiplication.
  case mul
  /// A multiplication followed by an addition in one unit.
  case fma
  /// One division.
  case div
  /// One square root.
  case sqrt
  /// A comparison and the choice that follows from it: a minimum or a maximum.
  case compare
}

/// An arithmetic operator that chains are made of.
public enum ArithmeticOperator: String, Sendable, CaseIterable {
  /// One addition.
  case add
  /// One multiplication.
  case mul
  /// A multiplication followed by an addition, each rounded: two operations.
  case fma

  /// How many operations one application counts as.
  public var operationCount: Int { self == .fma ? 2 : 1 }
}

/// A resource of the programmable logic.
public enum ResourceKind: String, Sendable, CaseIterable {
  /// Look-up tables.
  case lut
  /// Flip-flops.
  case ff
  /// DSP slices.
  case dsp
  /// Block RAM in RAMB36 tiles (Stratix 10: M20K blocks).
  case bram
  /// UltraRAM blocks.
  case uram
}

/// A count of every resource.
public struct ResourceCount: Hashable, Sendable {
  /// Look-up tables.
  public var lut: Int
  /// Flip-flops.
  public var ff: Int
  /// DSP slices.
  public var dsp: Int
  /// Block RAM in RAMB36 tiles.
  public var bram: Int
  /// UltraRAM blocks.
  public var uram: Int

  /// Creates a count; what is not named is none.
  public init(lut: Int = 0, ff: Int = 0, dsp: Int = 0, bram: Int = 0, uram: Int = 0) {
    self.lut = lut
    self.ff = ff
    self.dsp = dsp
    self.bram = bram
    self.uram = uram
  }

  /// The count of one resource.
  public subscript(kind: ResourceKind) -> Int {
    get {
      switch kind {
      case .lut: lut
      case .ff: ff
      case .dsp: dsp
      case .bram: bram
      case .uram: uram
      }
    }
    set {
      switch kind {
      case .lut: lut = newValue
      case .ff: ff = newValue
      case .dsp: dsp = newValue
      case .bram: bram = newValue
      case .uram: uram = newValue
      }
    }
  }

  /// The sum, resource by resource.
  public static func + (left: ResourceCount, right: ResourceCount) -> ResourceCount {
    combine(left, right, +)
  }

  /// The difference, resource by resource; may be negative.
  public static func - (left: ResourceCount, right: ResourceCount) -> ResourceCount {
    combine(left, right, -)
  }

  /// Every resource multiplied by `factor`.
  public static func * (count: ResourceCount, factor: Int) -> ResourceCount {
    combine(count, count) { value, _ in value * factor }
  }

  private static func combine(
    _ left: ResourceCount, _ right: ResourceCount, _ operation: (Int, Int) -> Int
  ) -> ResourceCount {
    ResourceCount(
      lut: operation(left.lut, right.lut), ff: operation(left.ff, right.ff),
      dsp: operation(left.dsp, right.dsp), bram: operation(left.bram, right.bram),
      uram: operation(left.uram, right.uram))
  }
}
