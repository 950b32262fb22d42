/// A clock or event rate in hertz.
public struct Frequency: Quantity {
  /// Hertz.
  public let value: Double
  /// Creates a frequency from hertz.
  public init(_ value: Double) { self.value = value }
  /// Hertz.
  public static var unitSymbol: String { "Hz" }
  /// Printed in MHz at most: kernel clocks are read as `300 MHz`, `1.2 GHz` is rare on FPGAs.
  public static var largestPrefix: Double { 1e6 }
  /// A valid spelling.
  public static var example: String { "300 MHz" }
  /// Creates a frequency from megahertz.
  public static func megahertz(_ value: Double) -> Frequency { Frequency(value * 1e6) }
  /// The time of one clock cycle; infinite at 0 Hz.
  public var period: TimeSpan { TimeSpan(1 / value) }
}

/// A span of time in seconds; unlike `Swift.Duration` it scales by any `Double`.
public struct TimeSpan: Quantity {
  /// Seconds.
  public let value: Double
  /// Creates a span from seconds.
  public init(_ value: Double) { self.value = value }
  /// Seconds.
  public static var unitSymbol: String { "s" }
  /// Printed in seconds at most.
  public static var largestPrefix: Double { 1 }
  /// A valid spelling.
  public static var example: String { "229 ns" }
  /// Creates a span from nanoseconds.
  public static func nanoseconds(_ value: Double) -> TimeSpan { TimeSpan(value * 1e-9) }
}

/// A rate of data in bytes per second; GB/s is 10⁹ B/s.
public struct Bandwidth: Quantity {
  /// Bytes per second.
  public let value: Double
  /// Creates a bandwidth from bytes per second.
  public init(_ value: Double) { self.value = value }
  /// Bytes per second.
  public static var unitSymbol: String { "B/s" }
  /// A valid spelling.
  public static var example: String { "19.2 GB/s" }
  /// The time that `bytes` take at this rate.
  public func time(for bytes: ByteCount) -> TimeSpan { TimeSpan(Double(bytes.value) / value) }
}

/// A rate of arithmetic in operations per second; a fused multiply-add counts as two.
public struct Throughput: Quantity {
  /// Operations per second.
  public let value: Double
  /// Creates a throughput from operations per second.
  public init(_ value: Double) { self.value = value }
  /// Operations per second.
  public static var unitSymbol: String { "OP/s" }
  /// A valid spelling.
  public static var example: String { "536 GOP/s" }
}

/// Operations per byte of off-chip traffic.
public struct OperationalIntensity: Quantity {
  /// Operations per byte.
  public let value: Double
  /// Creates an intensity from operations per byte.
  public init(_ value: Double) { self.value = value }
  /// Operations per byte.
  public static var unitSymbol: String { "OP/B" }
  /// A valid spelling.
  public static var example: String { "0.25 OP/B" }
  /// Four significant digits without a prefix, as on the axis of a roofline: `0.0625 OP/B`.
  public var description: String { "\(SIPrefix.significant(value)) \(Self.unitSymbol)" }
}

/// Electrical power in watts.
public struct Power: Quantity {
  /// Watts.
  public let value: Double
  /// Creates a power from watts.
  public init(_ value: Double) { self.value = value }
  /// Watts.
  public static var unitSymbol: String { "W" }
  /// A valid spelling.
  public static var example: String { "36 W" }
}

extension Bandwidth {
  /// The throughput that this bandwidth allows at an intensity: the slope of a roofline.
  public static func * (bandwidth: Bandwidth, intensity: OperationalIntensity) -> Throughput {
    Throughput(bandwidth.value * intensity.value)
  }
}

extension Throughput {
  /// The ridge point: the intensity from which on the throughput, not the bandwidth, limits.
  public static func / (peak: Throughput, bandwidth: Bandwidth) -> OperationalIntensity {
    OperationalIntensity(peak.value / bandwidth.value)
  }
}
