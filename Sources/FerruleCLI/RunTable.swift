import Measurements
import struct Measurements.Measurement
import Plotting
import Quantities
import Runners

/// What each run of one kernel reached: what was varied, then the results.
struct RunTable {
  private let rows: [Measurement]

  private let swept: Set<DesignKey>

  /// - Parameters:
  ///   - rows: Results of one kernel.
  ///   - swept: What the user asked to vary.
  init(_ rows: [Measurement], swept: Set<DesignKey>) {
    self.rows = rows
    self.swept = swept
  }

  /// One column of choices or results.
  private struct Field: Sendable {
    let title: String
    let isNumber: Bool
    let text: @Sendable (Measurement) -> String
  }

  /// Column names and cells for people.
  var header: [String] { fields.map(\.title) }
  /// One element per row of results.
  var cells: [[String]] { rows.map { row in fields.map { $0.text(row) } } }
  /// Columns that stand at the right.
  var numbers: Set<String> { Set(fields.filter(\.isNumber).map(\.title)) }

  /// What came of the check of results when it is the same for all runs.
  var remark: String? {
    let verdicts = Set(rows.map(Self.verdict))
    guard let verdict = verdicts.first, verdicts.count == 1 else { return nil }
    switch verdict {
    case ResultCheck.passed.rawValue: return "all results are right"
    case ResultCheck.notChecked.rawValue: return "results are not checked"
    default: return nil
    }
  }

  private var fields: [Field] {
    let choices = Self.choices.filter { key, field in
      key.map(swept.contains) ?? true && Set(rows.map(field.text)).count > 1
    }.map(\.field)
    let results = Self.results.filter { result in rows.contains { !result.text($0).isEmpty } }
    // What comes last is cut where the screen is narrow; a wrong result must be seen.
    return Self.names + choices + (remark == nil ? [Self.check] : []) + results
  }

  private static let names = [
    Field(title: "operation", isNumber: false) { $0.operation },
    Field(title: "type", isNumber: false) { $0.elementType },
    Field(title: "memory", isNumber: false) { $0.memory },
    count("units") { $0.computeUnits },
  ]

  /// Shown where they differ and, with a key, where the user asked for that.
  private static let choices: [(key: DesignKey?, field: Field)] = [
    (nil, Field(title: "board", isNumber: false) { $0.board }),
    (.schedule, Field(title: "schedule", isNumber: false) { $0.schedule }),
    (.lanes, count("lanes") { $0.lanes }), (.portBits, count("port bits") { $0.portBits }),
    (.chain, count("chain") { $0.chain }), (.passes, count("passes") { $0.passes }),
    (.clock, Field(title: "clock", isNumber: true) { $0.clock.map { "\($0)" } ?? "" }),
    (
      .memoryClock,
      Field(title: "memory clock", isNumber: true) { $0.memoryClock.map { "\($0)" } ?? "" }
    ),
    (.channels, count("channels") { $0.channels }),
    (.pattern, Field(title: "pattern", isNumber: false) { $0.pattern }),
    (.stride, bytes("stride") { $0.strideBytes }),
    (.accessBytes, bytes("access") { $0.accessBytes }),
    (.workingSet, bytes("working set") { $0.workingSetBytes }),
    (.burstBeats, count("burst") { $0.burstBeats }),
    (.outstanding, count("outstanding") { $0.outstanding }),
    (.size, count("elements") { $0.problemSize }),
    (.problemSize, count("elements") { $0.problemSize }),
    (nil, count("repetition") { $0.repetition }),
  ]

  private static let results = [
    Field(title: "time", isNumber: true) { $0.seconds.map { "\(TimeSpan($0))" } ?? "" },
    Field(title: "bandwidth", isNumber: true) { $0.bandwidth.map { "\($0)" } ?? "" },
    Field(title: "throughput", isNumber: true) { row in
      (row.operations ?? 0) > 0 ? row.throughput.map { "\($0)" } ?? "" : ""
    },
    Field(title: "OP/B", isNumber: true) { row in
      (row.operations ?? 0) > 0
        ? row.operationalIntensity.map { SIPrefix.significant($0.value) } ?? "" : ""
    },
  ]

  private static let check = Field(title: "check", isNumber: false, text: verdict)

  private static func verdict(_ row: Measurement) -> String {
    row.status == .ok ? row.resultCheck.rawValue : row.status.rawValue
  }

  private static func count(
    _ title: String, _ value: @escaping @Sendable (Measurement) -> Int?
  ) -> Field {
    Field(title: title, isNumber: true) { value($0).map(String.init) ?? "" }
  }

  private static func bytes(
    _ title: String, _ value: @escaping @Sendable (Measurement) -> Int?
  ) -> Field {
    Field(title: title, isNumber: true) { value($0).map { "\(ByteCount($0))" } ?? "" }
  }
}
