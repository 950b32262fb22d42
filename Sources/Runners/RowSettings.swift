import KernelIR
import Measurements
import Specs

/// What a row says of its design beside the columns of the schema: settings without a column of
/// their own, as words in `message` that people and programs read.
///
/// `tap 2 of a build with a chain of 8; tile_beats=1024; storage=uram`
package struct RowSettings: Hashable, Sendable {
  /// Operators in a row of the build where the run used fewer.
  package var builtChain: Int?
  /// Settings that differ from what the other columns suggest, by key.
  package var values: [DesignKey: String] = [:]

  /// Nothing beside the columns.
  package init() {}

  /// What a message holds; parts that are something else are passed over.
  package init(message: String) {
    for part in message.split(separator: ";").map(Self.trimmed) {
      if let match = part.wholeMatch(of: /tap [0-9]+ of a build with a chain of ([0-9]+)/) {
        builtChain = Int(match.1)
      } else if let match = part.wholeMatch(of: /([a-z0-9_]+)=(\S+)/),
        let key = DesignKey.settings.first(where: { $0.rawValue == match.1 })
      {
        values[key] = String(match.2)
      }
    }
  }

  /// The settings of a job that its row would not tell otherwise.
  init(_ job: KernelJob, board: BoardSpec) {
    let design = job.design
    for key in DesignKey.settings {
      guard let parameter = key.parameter, let value = design.parameters[parameter],
        value != job.kernel.structure.parameters[parameter]
      else { continue }
      values[key] = "\(value)"
    }
    if !design.hasAdapter { values[.adapter] = PortAdapter.none.rawValue }
    guard [.roofline, .elementwise].contains(job.kernel.structure) else { return }
    if design.tileBeats != DesignBuilder.defaultTile(design, kernel: job.kernel, board: board) {
      values[.tileBeats] = "\(design.tileBeats)"
    }
    if design.storage != .bram { values[.storage] = design.storage.rawValue }
  }

  /// The settings as the message of a row.
  ///
  /// - Parameter tap: Operators in effect, for a build that has more.
  /// - Returns: Parts with semicolons between them; empty when there is nothing to say.
  func message(tap: Int?) -> String {
    let taps = zip([tap].compactMap(\.self), [builtChain].compactMap(\.self)).map {
      "tap \($0) of a build with a chain of \($1)"
    }
    let settings = DesignKey.settings.compactMap { key in
      values[key].map { "\(key.rawValue)=\($0)" }
    }
    return (taps + settings).joined(separator: "; ")
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " }
    return Substring(String(start.reversed().drop { $0 == " " }.reversed()))
  }
}
