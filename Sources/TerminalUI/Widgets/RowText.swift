import Plotting
import Quantities
import RooflineModel

/// One row of the table as texts.
struct RowText {
  let key: String
  let tag: String
  let name: String
  let board: String
  let memory: String
  let type: String
  let intensity: String
  let throughput: String
  let bound: String
  let share: String
  let evidence: String

  init(row: RowID, state: ViewState, key: Character?) {
    let point = state.data.point(of: row)
    self.key = key.map(String.init) ?? ""
    tag = state.tagged.contains(row) ? "*" : ""
    name = point?.label ?? state.data.name(of: row)
    board = point?.board ?? ""
    memory = point?.memory ?? ""
    type = point?.elementType ?? ""
    intensity = point.map { SIPrefix.significant($0.intensity.value) } ?? ""
    throughput = point.map { state.data.text(ofRate: $0.throughput.value) } ?? ""
    bound = point?.binding?.name ?? ""
    share =
      point?.shareOfBound.flatMap { $0.isFinite ? $0 : nil }
      .map { "\(SIPrefix.significant($0 * 100, digits: 3)) %" } ?? ""
    evidence = point?.basis.rawValue ?? ""
  }

  /// Widths of the columns for rows that are on the screen.
  static func columns(_ rows: [RowText], width: Int, hasBoards: Bool) -> RowColumns {
    RowColumns(rows, width: width, hasBoards: hasBoards)
  }
}

/// The columns of the table: what has no room is left out, the least needed first.
struct RowColumns {
  private struct Column: Sendable {
    let head: String
    let text: @Sendable (RowText) -> String
    let isRight: Bool
    /// Columns with a higher rank are left out first.
    let rank: Int
  }

  /// Cells of each column; 0 for one that is left out.
  let widths: [Int]

  private let shown: [Column]

  init(_ rows: [RowText], width: Int, hasBoards: Bool) {
    var columns = Self.all.filter { hasBoards || $0.head != "board" }
    var widths = columns.map { Self.natural($0, rows) }
    func total() -> Int { widths.reduce(-1) { $0 + $1 + 1 } }
    func excess() -> Int { total() - width }
    let nameIndex = columns.firstIndex { $0.head == "run" } ?? 0
    while excess() > 0 {
      let slack = widths[nameIndex] - 22
      if slack > 0 {
        widths[nameIndex] -= min(slack, excess())
        continue
      }
      let last = columns.indices.filter { $0 != nameIndex }.max {
        columns[$0].rank < columns[$1].rank
      }
      guard let last, columns[last].rank > 1 else { break }
      let isBefore = last < nameIndex
      columns.remove(at: last)
      widths.remove(at: last)
      if isBefore { break }
    }
    if excess() < 0 { widths[min(nameIndex, widths.count - 1)] -= excess() }
    shown = columns
    self.widths = widths.map { max(0, $0) }
  }

  /// Headings.
  var heads: [String] { shown.map(\.head) }

  /// The texts of a row, one per column.
  func cells(of row: RowText) -> [String] { shown.map { $0.text(row) } }

  /// Whether a column holds numbers.
  func isRight(_ index: Int) -> Bool { shown[index].isRight }

  private static func natural(_ column: Column, _ rows: [RowText]) -> Int {
    rows.map { PrintableText.width(column.text($0)) }.reduce(PrintableText.width(column.head), max)
  }

  private static let all: [Column] = [
    Column(head: "", text: { $0.key + $0.tag }, isRight: false, rank: 0),
    Column(head: "run", text: { $0.name }, isRight: false, rank: 0),
    Column(head: "board", text: { $0.board }, isRight: false, rank: 2),
    Column(head: "memory", text: { $0.memory }, isRight: false, rank: 4),
    Column(head: "type", text: { $0.type }, isRight: false, rank: 3),
    Column(head: "OP/B", text: { $0.intensity }, isRight: true, rank: 5),
    Column(head: "throughput", text: { $0.throughput }, isRight: true, rank: 1),
    Column(head: "bound by", text: { $0.bound }, isRight: false, rank: 6),
    Column(head: "of bound", text: { $0.share }, isRight: true, rank: 7),
    Column(head: "evidence", text: { $0.evidence }, isRight: false, rank: 8),
  ]
}
