import Measurements
import struct Measurements.Measurement
import Quantities
import Testing

@testable import ReportImport

@Suite("Reports of one build together")
struct BuildMergeTests {
  private func rows(_ names: String...) throws -> [Measurement] {
    var report = ImportedReport()
    for name in names { try ReportCatalog.read(try Samples.file(name), into: &report) }
    return report.rows
  }

  @Test("The clock is the one achieved, resources are those routed, the interval is of synthesis")
  func precedence() throws {
    let rows = try rows(
      "calc_0_csynth.rpt", "stream_kernel_util_routed.rpt", "stream.xclbin.info",
      "stream_power_routed.rpt", "acts_profile_summary.csv")
    for order in [rows, rows.reversed()] {
      let merged = BuildMerge.kernels(order)
      #expect(merged.map(\.kernel) == ["calc_0"])
      let kernel = try #require(merged.first)
      #expect(kernel.clock == .megahertz(300))
      #expect(kernel.lut == 16515 && kernel.dsp == 160 && kernel.bram == 542)
      #expect(kernel.initiationInterval == 1)
      #expect(kernel.computeUnits == 2 && kernel.channels == 2 && kernel.memory == "ddr")
      #expect(kernel.message.contains("kernel-utilization: lut, ff, dsp, bram, uram"))
    }
  }

  @Test("Without a list of the xclbin, the estimate of synthesis stands in for the clock")
  func estimate() throws {
    let merged = try BuildMerge.kernels(
      rows("fft_system_estimate.xtxt", "fft_kernel_util_routed.rpt"))
    let fft = try #require(merged.first { $0.kernel == "fft1d0" })
    #expect(fft.dsp == 672)
    #expect(fft.clock == .megahertz(426.985474))
  }

  @Test("A clock that a profile has seen counts before those of a build")
  func measuredClock() throws {
    var runs = try rows("acts_profile_summary.csv")
    runs[0].kernel = "calc_0"
    let kernel = try #require(
      BuildMerge.kernels(try rows("stream.xclbin.info", "calc_0_csynth.rpt") + runs).first)
    #expect(kernel.clock == .megahertz(227))
    #expect(
      kernel.message.hasPrefix("profile-summary: clock_hz; xclbin-info: board, compute_units"))
    #expect(kernel.message.contains("csynth-text (estimated): "))
  }

  @Test("What synthesis counts for one unit is taken times the units, and the row says so")
  func unitsOfSynthesis() throws {
    let one = try #require(try rows("calc_0_csynth.rpt").first)
    let kernel = try #require(
      BuildMerge.kernels(try rows("calc_0_csynth.rpt", "stream.xclbin.info")).first)
    #expect(kernel.dsp == one.dsp.map { 2 * $0 } && kernel.lut == one.lut.map { 2 * $0 })
    #expect(kernel.message.contains("of one unit times 2"))
  }

  @Test("Reports of several builds are not put together")
  func severalBuilds() throws {
    let first = try rows("calc_0_csynth.rpt", "stream.xclbin.info")
    var other = first[0]
    other.lut = 1
    let left = BuildMerge.rows(first + [other])
    #expect(left.rows.count == 3 && left.remarks.count == 1)
    #expect(BuildMerge.rows(first + [first[0]]).rows.count == 1)
    var elsewhere = first[0]
    elsewhere.board = "u250"
    #expect(BuildMerge.rows([elsewhere, first[1]]).rows.count == 2)
  }

  @Test("Ports allow units · ports · bytes · clock; operators count by the names of their cores")
  func ownCeilings() throws {
    let kernel = try #require(
      try BuildMerge.kernels(rows("calc_0_csynth.rpt", "stream.xclbin.info")).first)
    let own = OwnCeilings(kernel)
    #expect(own.ports == Bandwidth(2 * 64 * 300e6))
    var operators = OperatorCount()
    for name in [
      "fadd_32ns_32ns_32_7_full_dsp_1_U21", "fmul_32ns_32ns_32_4_max_dsp_1_U6",
      "add_ln61_2_fu_239_p2", "mul_32s_32s_32_1_1_U3", "dadd_64ns_64ns_64_8_full_dsp_1_U1",
    ] { operators.take(name) }
    #expect(operators.byType == ["f32": 2, "f64": 1])
    var row = kernel
    row.initiationInterval = 2
    row.extraColumns = [ExtraColumn(name: "operators", value: "32")]
    #expect(OwnCeilings(row).compute == Throughput(2 * 32 * 300e6 / 2))
  }

  @Test("Layouts of Vivado HLS before 2020 are read: times without units, DSP48E, no URAM")
  func oldLayout() throws {
    let text = """
      ================================================================
      == Vivado HLS Report for 'vadd'
      ================================================================
      * Version:        2018.3 (Build 2405991 on Thu Dec 06 23:56:15 MST 2018)
      * Target device:  xcu200-fsgd2104-2-e

      + Timing (ns):
          * Summary:
          +--------+-------+----------+------------+
          |  Clock | Target| Estimated| Uncertainty|
          +--------+-------+----------+------------+
          |ap_clk  |   4.00|     2.50|        1.08|
          +--------+-------+----------+------------+

      + Latency (clock cycles):
          * Summary:
          +------+------+------+------+---------+
          |   Latency   |   Interval  | Pipeline|
          |  min |  max |  min |  max |   Type  |
          +------+------+------+------+---------+
          |  1100|  1100|  1101|  1101|   none  |
          +------+------+------+------+---------+

          + Detail:
              * Loop:
              +----------+------+------+----------+-----------+-----------+------+----------+
              |          |   Latency   | Iteration|  Initiation Interval  | Trip |          |
              | Loop Name|  min |  max |  Latency |  achieved |   target  | Count| Pipelined|
              +----------+------+------+----------+-----------+-----------+------+----------+
              |- Loop 1  |  1090|  1090|        20|          2|          1|   512|    yes   |
              +----------+------+------+----------+-----------+-----------+------+----------+

      * Summary:
      +-----------------+---------+-------+--------+--------+
      |       Name      | BRAM_18K| DSP48E|   FF   |   LUT  |
      +-----------------+---------+-------+--------+--------+
      |Expression       |        -|      -|       0|     100|
      +-----------------+---------+-------+--------+--------+
      |Total            |        2|      5|     700|     900|
      +-----------------+---------+-------+--------+--------+
      |Available        |     4320|   6840| 2364480| 1182240|
      +-----------------+---------+-------+--------+--------+
      """
    var report = ImportedReport()
    try ReportCatalog.read(ReportFile(name: "x", bytes: Array(text.utf8)), into: &report)
    let row = try #require(report.rows.first)
    #expect(row.kernel == "vadd" && row.board == "u200" && row.tool == "Vivado HLS 2018.3")
    #expect(row.clockTarget == Frequency(1 / (4.0 * 1e-9)))
    #expect(row.clock == Frequency(1 / (2.5 * 1e-9)))
    #expect(row.cycles == 1100 && row.initiationInterval == 2)
    #expect(row.dsp == 5 && row.bram == 1 && row.lut == 900 && row.ff == 700 && row.uram == nil)
  }
}
