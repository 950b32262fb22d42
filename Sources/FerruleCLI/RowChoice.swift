import Measurements

/// Which rows of a file are explained.
struct RowChoice {
  let rows: [Measurement]
  let file: String

  /// Chooses rows.
  ///
  /// - Parameters:
  ///   - row: The row that was asked for; the last modelled one when `nil`.
  ///   - all: Every row that can be explained instead.
  /// - Returns: Numbers of rows from 1, in file order; never empty.
  /// - Throws: ``CommandFailure`` (64) for a number that is none, or a file without such rows.
  func numbers(row: Int?, all: Bool) throws -> [Int] {
    guard row == nil || !all else {
      throw CommandFailure.usage("a row number and --all exclude each other; give one of them")
    }
    if let row { return [try checked(row)] }
    let usable = rows.indices.filter { refusal(of: rows[$0]) == nil }.map { $0 + 1 }
    guard !usable.isEmpty else {
      throw CommandFailure.usage(
        "\(file): found \(count(rows.count)), none of a kernel that ran (status ok); make some "
          + "with: ferrule bench BOARD --kernel K")
    }
    if all { return distinct(usable) }
    let modelled = usable.filter { rows[$0 - 1].evidence == .modelled }
    guard let last = modelled.last else {
      throw CommandFailure.usage(
        "\(file): no modelled row, so none is taken by itself; name a row or give --all "
          + "(rows that can be explained: \(list(usable)))")
    }
    if modelled.count > 1 {
      Diagnostics.note(
        "row \(last) of \(file) is taken, the last of \(modelled.count) that are modelled and ok; "
          + "name another as second argument, or give --all")
    }
    return [last]
  }

  private func checked(_ row: Int) throws -> Int {
    guard rows.indices.contains(row - 1) else {
      throw CommandFailure.usage(
        rows.isEmpty
          ? "\(file) has no rows; make some with: ferrule bench BOARD -o \(file)"
          : "row: found \(row), expected 1 to \(rows.count), the rows of \(file)")
    }
    if let reason = refusal(of: rows[row - 1]) {
      throw CommandFailure.usage("row \(row) of \(file): \(reason)")
    }
    return row
  }

  /// Why a row cannot be explained, whatever its columns hold.
  private func refusal(of row: Measurement) -> String? {
    if row.kernel == "host-link" {
      return "kernel: found \"host-link\", a transfer without a design; "
        + "choose a row of a kernel"
    }
    guard row.status == .ok else {
      return "status: found \(row.status.rawValue), expected ok; choose a row that has a result"
    }
    return nil
  }

  /// Without repetitions of a run that was there before.
  private func distinct(_ numbers: [Int]) -> [Int] {
    var seen: Set<RowIdentity> = []
    return numbers.filter { seen.insert(RowIdentity(rows[$0 - 1])).inserted }
  }

  private func count(_ number: Int) -> String { number == 1 ? "1 row" : "\(number) rows" }

  private func list(_ numbers: [Int]) -> String {
    let shown = numbers.prefix(10).map(String.init).joined(separator: ", ")
    return numbers.count > 10 ? shown + ", …" : shown
  }
}
