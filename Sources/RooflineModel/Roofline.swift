public import Quantities

/// How a ceiling is known; `theoretical` is computed from a board file, the rest from rows.
public enum CeilingBasis: String, Sendable, CaseIterable {
  /// From rows measured on hardware.
  case measured
  /// From rows of the board model.
  case modelled
  /// From the board's data: pins, clocks, resources.
  case theoretical
}

/// A value with the interval it is believed to lie in.
public struct Estimate: Hashable, Sendable {
  /// The value: the median over repetitions of the best run.
  public var value: Double
  /// The interval at `confidence`; `nil` when the rows do not allow one (a single repetition, or a
  /// model that gives the same number each time).
  public var interval: ClosedRange<Double>?
  /// How many repetitions the value rests on.
  public var samples: Int

  /// Creates an estimate.
  public init(value: Double, interval: ClosedRange<Double>? = nil, samples: Int = 1) {
    self.value = value
    self.interval = interval
    self.samples = samples
  }
}

/// An upper bound of performance: a bandwidth (sloped) or a throughput (flat).
public struct Ceiling: Hashable, Sendable {
  /// What is bounded.
  public enum Kind: Hashable, Sendable {
    /// Off-chip memory; the payload is its name, e.g. `hbm`.
    case memory(String)
    /// On-chip storage; the payload is its name, e.g. `bram`.
    case onChip(String)
    /// The host link; the payload is the direction: `host-to-device` or `device-to-host`.
    case hostLink(String)
    /// Arithmetic; the payloads are element type and operation, e.g. `f32`, `fma`.
    case compute(type: String, operation: String)
  }

  /// What is bounded.
  public var kind: Kind
  /// Board it belongs to.
  public var board: String
  /// How it is known.
  public var basis: CeilingBasis
  /// Bytes per second, or operations per second for `compute`.
  public var estimate: Estimate
  /// The run or the formula behind it, in a few words, e.g. `memory-probe read, 32 units`.
  public var origin: String

  /// Creates a ceiling.
  public init(
    kind: Kind, board: String, basis: CeilingBasis, estimate: Estimate, origin: String
  ) {
    self.kind = kind
    self.board = board
    self.basis = basis
    self.estimate = estimate
    self.origin = origin
  }
}

/// Where a memory ceiling meets a compute ceiling.
public struct RidgePoint: Hashable, Sendable {
  /// The memory's name.
  public var memory: String
  /// The element type of the compute ceiling.
  public var elementType: String
  /// The intensity from which on compute binds.
  public var intensity: OperationalIntensity
  /// The throughput there.
  public var throughput: Throughput
  /// How both ceilings are known.
  public var basis: CeilingBasis

  /// Creates a ridge point.
  public init(
    memory: String, elementType: String, intensity: OperationalIntensity,
    throughput: Throughput, basis: CeilingBasis
  ) {
    self.memory = memory
    self.elementType = elementType
    self.intensity = intensity
    self.throughput = throughput
    self.basis = basis
  }
}

/// One run as a point of the roofline: the median of its repetitions.
public struct RooflinePoint: Hashable, Sendable {
  /// Kernel, operation and what tells it from its neighbours, e.g. `roofline fma ×8`.
  public var label: String
  /// Board of the run.
  public var board: String
  /// Memory it used.
  public var memory: String
  /// Element type.
  public var elementType: String
  /// Operations per byte.
  public var intensity: OperationalIntensity
  /// Operations per second.
  public var throughput: Estimate
  /// How it is known.
  public var basis: CeilingBasis
  /// The ceiling that binds it: the lowest one at its intensity; `nil` when none is known.
  public var binding: Ceiling.Kind?
  /// Share of that ceiling that is reached, 0–1 or above when the physics check fails.
  public var shareOfBound: Double?

  /// Creates a point.
  public init(
    label: String, board: String, memory: String, elementType: String,
    intensity: OperationalIntensity, throughput: Estimate, basis: CeilingBasis,
    binding: Ceiling.Kind? = nil, shareOfBound: Double? = nil
  ) {
    self.label = label
    self.board = board
    self.memory = memory
    self.elementType = elementType
    self.intensity = intensity
    self.throughput = throughput
    self.basis = basis
    self.binding = binding
    self.shareOfBound = shareOfBound
  }
}

/// A row or ceiling that cannot be right, with the limit it breaks.
public struct PhysicsViolation: Hashable, Sendable {
  /// What was found, e.g. `memory-probe read on hbm: 512 GB/s`.
  public var subject: String
  /// The limit, e.g. `32 channels of 14.4 GB/s carry 460.8 GB/s`.
  public var limit: String

  /// Creates a violation.
  public init(subject: String, limit: String) {
    self.subject = subject
    self.limit = limit
  }
}

/// Ceilings, ridge points and runs of one board.
public struct Roofline: Hashable, Sendable {
  /// The board.
  public var board: String
  /// Every ceiling, measured or modelled ones first, then theoretical ones; each group by kind.
  public var ceilings: [Ceiling]
  /// One per pair of memory and compute ceiling of the same basis.
  public var ridgePoints: [RidgePoint]
  /// Runs with known intensity and throughput, ordered by intensity.
  public var points: [RooflinePoint]
  /// What fails the physics check.
  public var violations: [PhysicsViolation]

  /// Creates a roofline.
  public init(
    board: String, ceilings: [Ceiling], ridgePoints: [RidgePoint], points: [RooflinePoint],
    violations: [PhysicsViolation]
  ) {
    self.board = board
    self.ceilings = ceilings
    self.ridgePoints = ridgePoints
    self.points = points
    self.violations = violations
  }
}

/// What the board's data allow, handed to the fit by whoever can read board files.
public struct TheoreticalLimits: Hashable, Sendable {
  /// Ceilings with basis `theoretical`.
  public var ceilings: [Ceiling]

  /// Creates limits.
  public init(ceilings: [Ceiling]) { self.ceilings = ceilings }
}
