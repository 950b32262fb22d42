import Foundation
import Measurements
import struct Measurements.Measurement

/// `roofline.json` of the Empirical Roofline Tool (LBNL): bandwidth of every level of memory and
/// peak arithmetic of a machine. (ERT 1.1.0; GB is 10⁹ B.)
struct ERTImporter: ReportImporter {
  let kind = "ert"

  func recognises(_ head: ReportHead) -> Bool {
    head.contains("\"empirical\"") && (head.contains("\"gbytes\"") || head.contains("\"gflops\""))
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    let root = try JSONReport.object(of: file)
    let empirical = root["empirical"] as? [String: Any] ?? [:]
    var fields = FieldReader()
    var rows: [Measurement] = []
    for (name, rate) in pairs(empirical["gbytes"], "empirical/gbytes/data", &fields) {
      var row = self.row(file)
      row.kernel = "ert"
      row.memory = name.lowercased()
      if RatedRow.setRate(bytes: rate * 1e9, of: &row) {
        rows.append(row)
      } else {
        fields.note(RatedRow.overflow(nil, "empirical/gbytes/data", rate * 1e9))
      }
    }
    for (name, rate) in pairs(empirical["gflops"], "empirical/gflops/data", &fields) {
      var row = self.row(file)
      row.kernel = "roofline"
      row.operation = name.lowercased() == "gflops" ? "peak" : name.lowercased()
      // ERT 1.1 measures double precision unless told otherwise; newer names say which.
      row.elementType = name.contains("FP32") ? "f32" : name.contains("FP16") ? "f16" : "f64"
      if RatedRow.setRate(operations: rate * 1e9, of: &row) {
        rows.append(row)
      } else {
        fields.note(RatedRow.overflow(nil, "empirical/gflops/data", rate * 1e9))
      }
    }
    if rows.isEmpty, fields.problems.isEmpty {
      fields.note(
        TableProblem(
          column: "empirical", found: "no rate", expected: "gbytes and gflops with data",
          advice: "Check that ERT has finished."))
    }
    try fields.finish(file)
    for row in rows { receiver.take(row) }
  }

  private func row(_ file: ReportFile) -> Measurement {
    RatedRow.base(kind, file, tool: "Empirical Roofline Tool", runner: "host")
  }

  private func pairs(
    _ table: Any?, _ place: String, _ fields: inout FieldReader
  ) -> [(String, Double)] {
    let data = (table as? [String: Any])?["data"] as? [Any] ?? []
    return data.enumerated().compactMap { index, element in
      let pair = element as? [Any] ?? []
      if pair.count >= 2, let name = pair[0] as? String, let rate = JSONReport.number(pair[1]),
        rate > 0
      {
        return (name, rate)
      }
      fields.note(
        TableProblem(
          column: "\(place)/\(index)", found: TableProblem.quoted("\(element)"),
          expected: "a name and a number above 0", advice: "Check that the file is whole."))
      return nil
    }
  }
}

/// Reads JSON reports.
enum JSONReport {
  /// The object that a file is.
  ///
  /// - Throws: ``ImportError`` when it is no JSON object.
  static func object(of file: ReportFile) throws(ImportError) -> [String: Any] {
    let bytes = try file.bytes()
    guard !isDeep(bytes) else {
      throw ImportError(
        file.name, found: "more than 100 brackets in each other", expected: "a report",
        advice: "Check that it is the right file.")
    }
    guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      throw ImportError(
        file.name, found: "no whole JSON object", expected: "an object `{…}`",
        advice: "Check that the program that wrote the file has finished.")
    }
    return root
  }

  /// A number that is one, and not a truth value.
  static func number(_ value: Any?) -> Double? {
    guard let value, !(value is Bool), let number = value as? NSNumber else {
      return (value as? String).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }
    return number.doubleValue.isFinite ? number.doubleValue : nil
  }

  /// Whether brackets stand deeper in each other than in any report; a cheap bound, which counts
  /// those in strings, too.
  private static func isDeep(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    for byte in bytes {
      if byte == 0x7B || byte == 0x5B { depth += 1 }
      if byte == 0x7D || byte == 0x5D { depth -= 1 }
      if depth > 100 { return true }
    }
    return false
  }
}
