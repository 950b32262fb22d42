import Measurements
import struct Measurements.Measurement

/// `profile_summary.csv` of SDAccel and Vitis and `summary.csv` of XRT from 2021 on.
///
/// One row per compute unit: the average call, with the bytes that the counters of its ports saw.
/// Where a run had no counters, one row per kernel with the time that includes waiting. Transfers
/// between host and card become rows of the host link. KB is 1000 B and MB 10⁶ B, as XRT counts.
struct ProfileSummaryImporter: ReportImporter {
  let kind = "profile-summary"

  func recognises(_ head: ReportHead) -> Bool {
    guard let first = head.lines.first, first.hasPrefix("Profile Summary") else { return false }
    return head.hasLine("Target devices:", among: 30) || head.hasLine("Kernel Execution")
      || head.hasLine("Flow mode:", among: 30)
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var sections = SectionReader(titles: ProfileSummary.titles)
    var summary = ProfileSummary()
    var lines = try file.lines()
    while let line = try lines.next() {
      if line.number < 40 { summary.head.take(line) }
      if let row = sections.take(line) { summary.take(row, &fields) }
    }
    try fields.finish(file)
    let rows = ProfileRows(kind: kind, file: file, summary: summary)
    for row in rows.rows { receiver.take(row) }
    for remark in rows.remarks { receiver.take(remark: remark) }
    if rows.rows.isEmpty {
      throw ImportError(
        file.name, found: "no run of a kernel and no transfer",
        expected: "a row below Kernel Execution, Compute Unit Utilization or Data Transfer",
        advice: "Run with profiling on (opencl_trace or opencl_summary in xrt.ini).")
    }
  }
}
