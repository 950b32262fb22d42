import Measurements
import Quantities
package import RooflineModel

/// Values that a user puts in the place of what rows and board files say.
package struct OffloadSettings: Sendable {
  /// What cannot be set, and what can.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole finding in one line.
    package var description: String
  }

  /// What can be set, in the order of the documentation.
  package enum Name: String, Sendable, CaseIterable {
    case pcie
    case hostToDevice = "host-to-device"
    case deviceToHost = "device-to-host"
    case latency, launch, reconfiguration, batch, memory, compute, power
  }

  /// Where a ceiling that was set comes from, as printed.
  static let origin = "set by you"

  private var values: [Name: Double] = [:]

  /// Reads `name=quantity` texts; the last one of a name counts.
  ///
  /// - Parameter texts: E.g. `pcie=12 GB/s`, `launch=30 us`.
  /// - Throws: ``Failure`` for an unknown name, with the known ones nearest first, or a quantity
  ///   without its unit or not above 0 where it is a rate.
  package init(parsing texts: [String]) throws(Failure) {
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard let word = parts.first, let name = Name(rawValue: word), parts.count == 2 else {
        let names = NearestNames.sorted(Name.allCases.map(\.rawValue), to: parts.first ?? "")
        throw Failure(
          description: "--set \(text): expected name=value, e.g. pcie=\"12 GB/s\";"
            + " the names are \(names.joined(separator: ", "))")
      }
      values[name] = try Self.value(of: name, parts[1])
    }
  }

  /// The model with these values in it.
  package func applied(to model: OffloadModel) -> OffloadModel {
    guard !values.isEmpty else { return model }
    var roofline = model.roofline
    roofline.ceilings = roofline.ceilings.map { replaced($0, roofline.fastestMemory) }
    var link = model.link
    take([.pcie, .hostToDevice], "host to device", into: &link) {
      $0.hostToDevice = Estimate(value: $1)
      return "\(Bandwidth($1))"
    }
    take([.pcie, .deviceToHost], "device to host", into: &link) {
      $0.deviceToHost = Estimate(value: $1)
      return "\(Bandwidth($1))"
    }
    take([.latency], "latency", into: &link) {
      $0.latency = TimeSpan($1)
      return "\(TimeSpan($1)) per transfer"
    }
    take([.launch], "launch", into: &link) {
      $0.launchOverhead = TimeSpan($1)
      return "\(TimeSpan($1))"
    }
    var changed = OffloadModel(roofline: roofline, link: link)
    changed.applicationTime = model.applicationTime
    changed.reconfiguration = values[.reconfiguration].map { TimeSpan($0) } ?? model.reconfiguration
    changed.batch = values[.batch].map { Int($0) } ?? model.batch
    changed.boardPower = values[.power].map { Power($0) } ?? model.boardPower
    return changed
  }

  /// The later of two names goes before the first; what it replaces is no longer named.
  private func take(
    _ names: [Name], _ phrase: String, into link: inout HostLink,
    _ set: (inout HostLink, Double) -> String
  ) {
    guard let value = names.reversed().compactMap({ values[$0] }).first else { return }
    let words = set(&link, value)
    link.origins.removeAll { $0.hasPrefix(phrase + " ") }
    link.origins.append("\(phrase) \(words), \(Self.origin)")
  }

  private func replaced(_ ceiling: Ceiling, _ fastest: String?) -> Ceiling {
    var value: Double?
    switch ceiling.kind {
    case .memory(let name) where name == fastest: value = values[.memory]
    case .compute: value = values[.compute]
    default: value = nil
    }
    guard let value else { return ceiling }
    var changed = ceiling
    changed.estimate = Estimate(value: value)
    changed.origin = Self.origin
    return changed
  }

  private static func value(of name: Name, _ text: String) throws(Failure) -> Double {
    if name == .batch { return try batch(text) }
    let value: Double
    do throws(QuantityError) {
      value = try quantity(of: name, text)
    } catch {
      throw Failure(description: "--set \(name.rawValue): \(error)")
    }
    let mayBeZero = [.latency, .launch, .reconfiguration].contains(name)
    guard value > 0 || mayBeZero else {
      throw Failure(description: "--set \(name.rawValue): found \(text), expected more than 0")
    }
    return value
  }

  /// A count has no unit.
  private static func batch(_ text: String) throws(Failure) -> Double {
    guard let calls = FieldText.wholeNumber(Array(text.utf8)[...]), (1...1_000_000_000) ~= calls
    else {
      throw Failure(
        description: "--set batch: found \(text), expected a whole number of calls from 1, e.g. 64")
    }
    return Double(calls)
  }

  private static func quantity(of name: Name, _ text: String) throws(QuantityError) -> Double {
    switch name {
    case .pcie, .hostToDevice, .deviceToHost, .memory: try Bandwidth(parsing: text).value
    case .latency, .launch, .reconfiguration: try TimeSpan(parsing: text).value
    case .compute: try Throughput(parsing: text).value
    case .power: try Power(parsing: text).value
    case .batch: 1
    }
  }
}

extension Ceiling {
  /// How it is known, in a word for people.
  package var basisWords: String {
    origin == OffloadSettings.origin ? origin : basis.rawValue
  }
}
