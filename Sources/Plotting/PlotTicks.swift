import Foundation
import Quantities

/// Chooses round numbers inside a range.
///
/// Logarithmic: powers of ten; where fewer than two fit, 1–2–5 steps; where even these are fewer
/// than two, equal steps. Linear: steps of 1, 2 or 5 times a power of ten.
struct PlotTicks {
  let scale: PlotAxis.Scale
  let range: ClosedRange<Double>
  let unitFactor: Double

  /// The ticks, ascending: never more than a hundred or so, whatever the range.
  var all: [PlotTick] {
    let shown = scale == .linear ? linear : logarithmic
    return shown.compactMap { tick in
      let value = tick.number * unitFactor
      guard value.isFinite, range.contains(value) else { return nil }
      return PlotTick(value: value, label: tick.isLabelled ? Self.label(tick.number) : "")
    }
  }

  /// The number as printed: `0.01`, `1000`, from 1e5 on and below 1e-3 as `1e5`.
  static func label(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return "0" }
    let exponent = floor(log10(abs(number)) + 1e-12)
    if exponent >= -3, exponent < 5 { return SIPrefix.significant(number, digits: 6) }
    let mantissa = number / pow(10, exponent)
    guard mantissa.isFinite else { return "0" }
    return "\(SIPrefix.significant(mantissa, digits: 4))e\(Int(exponent))"
  }

  private typealias Tick = (number: Double, isLabelled: Bool)

  private var low: Double { range.lowerBound / unitFactor }
  private var high: Double { range.upperBound / unitFactor }

  private var linear: [Tick] {
    let width = high - low
    guard width.isFinite, width > 0 else { return [] }
    let power = pow(10, floor(log10(width / 6)))
    guard power > 0, power.isFinite else { return [] }
    let step = [1, 2, 5, 10].map { $0 * power }.first { width / $0 <= 6 } ?? power * 10
    let first = (low / step).rounded(.up)
    return (0..<16).compactMap { index in
      let number = (first + Double(index)) * step
      return number <= high * (1 + 1e-12) || number <= high ? (number, true) : nil
    }
  }

  private var logarithmic: [Tick] {
    guard low > 0, high.isFinite else { return [] }
    let decades = log10(high) - log10(low)
    guard decades.isFinite else { return [] }
    let powers = steps([1])
    if powers.filter({ contains($0) }).count >= 2 {
      if decades > 12 { return powers.map { ($0, true) } }
      return steps(Array(1...9)).map { ($0, isPower($0)) }
    }
    let fine = steps([1, 2, 5])
    guard fine.filter({ contains($0) }).count >= 2 else { return linear }
    return fine.map { ($0, true) }
  }

  private func contains(_ number: Double) -> Bool { number >= low && number <= high }

  /// The digits times every power of ten in range; every n-th power of a very wide range.
  private func steps(_ digits: [Int]) -> [Double] {
    let first = floor(log10(low))
    let last = ceil(log10(high))
    guard first.isFinite, last.isFinite, first <= last else { return [] }
    let every = max(1, ((last - first) / 12).rounded(.up))
    return stride(from: (first / every).rounded(.down) * every, through: last, by: every)
      .flatMap { power in digits.map { Double($0) * pow(10, power) } }
  }

  private func isPower(_ number: Double) -> Bool {
    let power = log10(number)
    return abs(power - power.rounded()) < 1e-9
  }
}
