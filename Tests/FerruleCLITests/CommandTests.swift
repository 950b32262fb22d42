import Specs
import Quantities
import Foundation
import Measurements
import OffloadPredictor
import Testing

@testable import FerruleCLI

private let isBuilt = ConditionTrait.enabled(
  if: FerruleProcess.isBuilt, "no ferrule beside the test program; build the package first")

@Suite("The program as users start it", isBuilt, .serialized)
struct CommandTests {
  private static let small = "--kernel stream --size 64KiB --compute-units 1"

  /// Runs work in a folder with the fixtures.
  private func inFolder(_ work: (FerruleProcess) throws -> Void) throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    try work(ferrule)
  }

  @Test("Without arguments the three jobs are shown")
  func help() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("")
      #expect(outcome.exitCode == 0)
      for job in ["ferrule bench", "ferrule view", "ferrule predict"] {
        #expect(outcome.output.contains(job))
      }
    }
  }

  @Test(
    "Help is no wider than 80 columns and keeps its lines",
    arguments: [
      "", "bench", "view", "predict", "explain", "plot", "roofline", "generate", "boards",
      "kernels", "check", "clock", "report",
    ])
  func helpWidth(_ command: String) throws {
    try inFolder { ferrule in
      let lines = try ferrule.run("\(command) --help").lines
      let long = lines.filter { $0.count > 80 && !$0.hasPrefix("USAGE") }
      #expect(long.isEmpty)
    }
  }

  @Test("A report is one page with ceilings, a plot and how to repeat it, the same each time")
  func report() throws {
    try inFolder { ferrule in
      let first = try ferrule.run("report measured.csv -o -")
      #expect(first.exitCode == 0)
      for part in [
        "<h2>Ceilings</h2>", "<svg ", "How to repeat this", "ferrule report measured.csv",
      ] {
        #expect(first.output.contains(part), "\(part)")
      }
      #expect(try ferrule.run("report measured.csv -o -").output == first.output)
    }
  }

  @Test("Nothing of a file's text becomes markup of a report, or a command of a shell")
  func hostileReport() throws {
    try inFolder { ferrule in
      let bad = "x</script><script>alert(1)</script><img src=y onerror=z>'$(id)"
      let rows = try String(
        contentsOf: ferrule.folder.appendingPathComponent("measured.csv"), encoding: .utf8)
      let names = rows.replacing("u280", with: bad)
      try names.write(
        to: ferrule.folder.appendingPathComponent("bad.csv"), atomically: true, encoding: .utf8)
      try Data("name,element_type,operations,bytes,host_seconds\n\(bad),f32,1e9,1e9,1\n".utf8)
        .write(to: ferrule.folder.appendingPathComponent("k.csv"))
      let page = try ferrule.run("report bad.csv --kernels k.csv -o -")
      #expect(page.exitCode == 0, "\(page.diagnostics)")
      #expect(!page.output.contains("<script>alert") && !page.output.contains("<img"))
      #expect(page.output.contains("&lt;/script&gt;"))
      #expect(page.output.contains("&#39;\\&#39;&#39;$(id)"))
    }
  }

  @Test("bench -o - writes the columns of the schema and nothing else to stdout")
  func columns() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("bench u280 \(Self.small) -o -")
      #expect(outcome.exitCode == 0)
      #expect(
        outcome.lines.first == """
          schema,run_id,utc,board,runner,evidence,tool,kernel,operation,schedule,dialect,\
          element_type,lanes,chain,passes,compute_units,initiation_interval,clock_target_hz,\
          clock_hz,memory,memory_clock_hz,channels,pattern,stride_bytes,access_bytes,\
          working_set_bytes,port_bits,burst_beats,outstanding,problem_size,bytes_read,\
          bytes_written,operations,repetition,seconds,time_source,cycles,operations_per_byte,\
          operations_per_second,bytes_per_second,lut,ff,dsp,bram,uram,power_w,result_check,\
          status,message
          """)
      let table = try MeasurementTable.read(from: Array(outcome.output.utf8), file: "stdout")
      #expect(table.rows.map(\.operation) == ["copy", "scale", "add", "triad"])
      #expect(table.rows.allSatisfy { $0.evidence == .modelled && $0.resultCheck == .passed })
    }
  }

  @Test("The same command twice gives the same bytes but for run_id and utc")
  func reproducible() throws {
    try inFolder { ferrule in
      let texts = try (0..<2).map { _ in
        try ferrule.run("bench u280 \(Self.small) -o -").lines.map { line in
          line.split(separator: ",", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset != 1 && $0.offset != 2 }.map(\.element)
        }
      }
      #expect(texts[0] == texts[1])
    }
  }

  @Test("An unknown board is wrong usage; every board is listed, the nearest first")
  func unknownBoard() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("bench u28")
      #expect(outcome.exitCode == 64 && outcome.output.isEmpty)
      #expect(outcome.diagnostics.contains("nearest first: u280, "))
      for board in ShippedSpecs.catalog.boardNames {
        #expect(outcome.diagnostics.contains(board))
      }
      #expect(try ferrule.run("bench nosuch").exitCode == 64)
    }
  }

  @Test("A board and a kernel can be files of one's own")
  func ownFiles() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run(
        "bench \(ShippedSpecs.package)/Boards/u50.yaml --kernel ./axpby.yaml --size 64KiB -o -")
      let table = try MeasurementTable.read(from: Array(outcome.output.utf8), file: "stdout")
      #expect(table.rows.map(\.kernel) == ["axpby"])
      #expect(table.rows.map(\.resultCheck) == [.passed])
      #expect(table.rows.first?.operationalIntensity?.value == 0.25)
    }
  }

  @Test("--resume adds only what is missing")
  func resume() throws {
    try inFolder { ferrule in
      let flags = "--kernel stream --size 64KiB -o rows.csv"
      _ = try ferrule.run("bench u280 \(flags) --compute-units 1 --operation copy")
      let before = try String(
        contentsOf: ferrule.folder.appendingPathComponent("rows.csv"), encoding: .utf8)
      let outcome = try ferrule.run(
        "bench u280 \(flags) --compute-units 1,2 --operation copy,add --resume --progress plain")
      #expect(outcome.exitCode == 0)
      #expect(outcome.diagnostics.contains("3/3"))
      let after = try String(
        contentsOf: ferrule.folder.appendingPathComponent("rows.csv"), encoding: .utf8)
      #expect(after.hasPrefix(before))
      #expect(try InputFile.measurements("\(ferrule.folder.path)/rows.csv").rows.count == 4)
    }
  }

  @Test("An interrupt exits with 130 and leaves a valid file")
  func interrupt() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.runInterrupted(
        "bench u280 --kernel stream --size 256KiB --lanes 1,2,4,8,16 --outstanding "
          + (1...64).map(String.init).joined(separator: ",") + " -o rows.csv --progress plain")
      #expect(outcome.exitCode == 130)
      #expect(outcome.diagnostics.contains("interrupted after"))
      let rows = try InputFile.measurements("\(ferrule.folder.path)/rows.csv").rows
      #expect((1..<1280).contains(rows.count))
    }
  }

  @Test("predict writes the columns that others read")
  func predictColumns() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("predict measured.csv --kernels kernels.csv --format csv")
      #expect(outcome.exitCode == 0)
      #expect(
        outcome.lines.first == """
          name,board,bound,kernel_seconds,transfer_seconds,launch_seconds,total_seconds,speedup,\
          speedup_low,speedup_high,application_speedup,break_even_scale,energy_joules,verdict,reason
          """)
      #expect(
        outcome.lines.dropFirst().map { String($0.prefix { $0 != "," }) } == [
          "stencil", "gemm", "dot",
        ])
    }
  }

  @Test("predict sweeps sizes, shares calls between nodes and compares with measurements")
  func predictMore() throws {
    try inFolder { ferrule in
      let command = "predict measured.csv --kernels kernels.csv"
      let sweep = try ferrule.run("\(command) --sweep size=1KiB..4KiB -o sweep.csv")
      #expect(sweep.exitCode == 0 && sweep.output.contains("Speed-up over size on u280, predicted"))
      let file = ferrule.folder.appendingPathComponent("sweep.csv")
      let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      #expect(rows.count == 1 + 3 * 3 && rows[0].hasPrefix("name,board,size_bytes,scale,bound,"))
      let nodes = try ferrule.run("\(command) --nodes 4 --network 12.5GB/s")
      #expect(nodes.output.contains("4 nodes at 12.5 GB/s: "))
      try "name,board,kernel_seconds\nstencil,u280,1\n".write(
        to: ferrule.folder.appendingPathComponent("times.csv"), atomically: true, encoding: .utf8)
      let check = try ferrule.run("\(command) --check times.csv")
      #expect(check.exitCode == 0 && check.output.contains("1 compared: |error| median "))
      for wrong in ["--sweep 4", "--nodes 3", "--nodes 1 --network 1GB/s", "--check kernels.csv"] {
        #expect(try ferrule.run("\(command) \(wrong)").exitCode == 64, "\(wrong)")
      }
    }
  }

  @Test("compare puts a board beside itself without a difference, and ranks boards for kernels")
  func compare() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("compare measured.csv --format csv")
      #expect(outcome.exitCode == 0)
      #expect(
        outcome.lines.first == "ceiling,board,value,unit,ratio,ratio_low,ratio_high,evidence")
      let ranks = try ferrule.run("compare measured.csv --kernels kernels.csv --format csv")
      #expect(
        ranks.lines.first
          == "name,rank,board,total_seconds,total_low,total_high,margin,bound,remark")
      #expect(ranks.lines.dropFirst().map { String($0.prefix { $0 != "," }) }.first == "stencil")
      let why = try ferrule.run("predict measured.csv --kernels kernels.csv --why")
      #expect(why.output.contains("Why: stencil (kernels.csv:2) on u280"))
      #expect(why.output.contains("1.6 GB / hbm "))
    }
  }

  @Test("Rates above what ports and memory allow end with 2")
  func physics() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("roofline faster_than_the_port.csv")
      #expect(outcome.exitCode == 2)
      #expect(outcome.diagnostics.contains("error: physics check: stream"))
    }
  }

  @Test("Pictures are drawn into files by their extension", arguments: ["svg", "html", "txt"])
  func pictures(_ name: String) throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("plot measured.csv -o roofline.\(name)")
      #expect(outcome.exitCode == 0)
      let file = ferrule.folder.appendingPathComponent("roofline.\(name)")
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.contains("Roofline of u280"))
    }
  }

  @Test("The gallery is what plot draws from the example results, byte for byte")
  func gallery() throws {
    try inFolder { ferrule in
      let root = URL(fileURLWithPath: ShippedSpecs.package)
      let program = try #require(FerruleProcess.executable)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        root.appendingPathComponent(".ci/gallery").path, program.path,
        ferrule.folder.appendingPathComponent("gallery").path,
      ]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let shipped = root.appendingPathComponent("Plots/gallery")
      let names = try FileManager.default.contentsOfDirectory(atPath: shipped.path).sorted()
      #expect(names.count == 9)
      for name in names {
        let made = ferrule.folder.appendingPathComponent("gallery/\(name)")
        let same = FileManager.default.contentsEqual(
          atPath: made.path, andPath: shipped.appendingPathComponent(name).path)
        #expect(same, "\(name): look at the difference, then run make gallery")
      }
    }
  }

  @Test("Without UTF-8 or with --ascii everything printed is ASCII")
  func ascii() throws {
    try inFolder { ferrule in
      for command in ["view", "roofline", "plot"] {
        let outcome = try ferrule.run("\(command) measured.csv --ascii")
        #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }

  @Test("generate writes a design whose testbench can be checked at once")
  func generate() throws {
    try inFolder { ferrule in
      let outcome = try ferrule.run("generate u280 --kernel ./axpby.yaml --lanes 4 -o design")
      #expect(outcome.exitCode == 0)
      #expect(outcome.lines.contains("design/axpby.cpp"))
      let manifest = ferrule.folder.appendingPathComponent("design/manifest.json")
      #expect(try JSONSerialization.jsonObject(with: Data(contentsOf: manifest)) is [String: Any])
    }
  }
}
