import Measurements
import Quantities

/// The kernels of a kernels file.
package struct WorkloadTable: Hashable, Sendable {
  /// One element per row, in file order; never empty.
  package var workloads: [Workload]
  /// Columns that were not read: whole sentences, for stderr.
  package var warnings: [String]

  /// Names of every known column.
  package static var columnNames: [String] { WorkloadColumn.all.map(\.name) }

  /// Reads a kernels file; columns in any order, only `name` and two of `operations`, `bytes` and
  /// `seconds` are needed.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 text of the file.
  ///   - file: The file's name for messages.
  /// - Returns: The kernels with their defaults filled in and listed.
  /// - Throws: ``OffloadError`` with every mistake in the file.
  package static func read(
    from bytes: [UInt8], file: String
  ) throws(OffloadError) -> WorkloadTable {
    let table: CSVTable
    do throws(TableProblem) {
      table = try CSVTable(bytes)
    } catch {
      throw OffloadError(file: file, problems: [error])
    }
    var parser = WorkloadParser(table: table)
    let workloads = parser.workloads()
    guard parser.problems.isEmpty else {
      throw OffloadError(file: file, problems: parser.problems)
    }
    return WorkloadTable(workloads: workloads, warnings: unknownColumns(of: table, file: file))
  }

  private static func unknownColumns(of table: CSVTable, file: String) -> [String] {
    table.header.filter { !columnNames.contains($0) && !$0.isEmpty }.map { name in
      let nearest = NearestNames.sorted(columnNames, to: name).first ?? ""
      return "\(file):1: \(name): unknown column, not read. The nearest known one is \(nearest)."
    }
  }
}
