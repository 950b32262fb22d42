import Quantities
import Runners

/// The cross product of the values given to design-point flags.
struct DesignSweep {
  /// A flag, or a key of `--set`.
  typealias Key = DesignKey

  /// One flag with the values to try.
  struct Axis {
    let key: Key
    let values: [String]

    /// Splits a comma-separated list.
    init(_ key: Key, list: String) throws {
      self.key = key
      values = list.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0.drop { $0 == " " }) }
      guard values.allSatisfy({ !$0.isEmpty }) else {
        throw CommandFailure.usage(
          "\(key.flag): found \"\(list)\", expected a value or a comma-separated list of values")
      }
    }

    /// Reads `key=value` of `--set`.
    init(setting: String) throws {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      let known = Key.settings.map(\.rawValue)
      guard parts.count == 2 else {
        throw CommandFailure.usage(
          "--set: found \"\(setting)\", expected key=value with a key of "
            + known.joined(separator: ", "))
      }
      guard let key = Key.settings.first(where: { $0.rawValue == parts[0] }) else {
        let nearest = NearestNames.sorted(known, to: parts[0]).joined(separator: ", ")
        throw CommandFailure.usage(
          "--set: no setting named \"\(parts[0])\"; known settings, nearest first: \(nearest)")
      }
      try self.init(key, list: parts[1])
    }
  }

  /// Flags in the order of the sweep, the last one varying fastest.
  let axes: [Axis]

  /// Joins axes; a sweep of more than 100 000 points is refused.
  init(_ axes: [Axis]) throws {
    if let twice = axes.first(where: { axis in axes.filter { $0.key == axis.key }.count > 1 }) {
      throw CommandFailure.usage("\(twice.key.flag) is given more than once; give a list instead")
    }
    let count = axes.reduce(1.0) { $0 * Double($1.values.count) }
    guard count <= 100_000 else {
      throw CommandFailure.usage("the lists make \(Int(min(count, 1e15))) points; at most 100000")
    }
    self.axes = axes
  }

  /// Whether a flag was given.
  func has(_ key: Key) -> Bool { axes.contains { $0.key == key } }

  /// Every combination, each as values by flag.
  var points: [[Key: String]] {
    axes.reduce([[:]]) { points, axis in
      points.flatMap { point in
        axis.values.map { value in point.merging([axis.key: value]) { $1 } }
      }
    }
  }
}
