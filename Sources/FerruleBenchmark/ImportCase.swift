import Foundation
import ReportImport

/// A file of 100 MB that another tool wrote, imported as `ferrule import` does. Writes the file
/// first and an import of up to 1.2 GB, into the folder for temporary files.
struct ImportCase {
  private static let size = 100_000_000

  /// One per kind of file; none runs unless named. The peak memory is that of the whole process,
  /// so each should run alone.
  static func all(_ repetition: Repetition) -> [BenchmarkCase] {
    [
      ImportCase(name: "import-babelstream", header: BigFile.babelHeader, line: BigFile.babelLine),
      ImportCase(name: "import-carm", header: BigFile.carmHeader, line: BigFile.carmLine),
      ImportCase(name: "import-likwid", header: "", line: BigFile.likwidRun),
    ].map { item in
      BenchmarkCase(
        name: item.name, summary: "import a file of 100 MB; only when named", isOnlyByName: true
      ) { try item.measure(repetition) }
    }
  }

  let name: String
  let header: String
  let line: @Sendable (Int) -> String

  private func measure(_ repetition: Repetition) throws -> [BenchmarkFigure] {
    let folder = FileManager.default.temporaryDirectory
    let input = folder.appendingPathComponent("ferrule-benchmark-\(UUID().uuidString)").path
    let output = input + ".csv"
    defer {
      for path in [input, output] { try? FileManager.default.removeItem(atPath: path) }
    }
    try write(input)
    var rows = 0
    let times = try repetition.times(by: .wall) { rows = try Self.run(input, output) }
    guard rows > 0 else { throw BenchmarkError("nothing was imported") }
    return [
      BenchmarkFigure(
        label: "\(name), 100 MB, \(rows) rows", unit: .seconds, samples: times, goal: 5, peers: []),
      BenchmarkFigure(
        label: "\(name): peak memory", unit: .bytes, samples: [Repetition.peakMemory()],
        goal: 300e6, peers: []),
    ]
  }

  private static func run(_ input: String, _ output: String) throws -> Int {
    let file = try Self.file(output)
    var failure: (any Error)?
    var csv = ImportedCSV { text in
      do { try file.write(contentsOf: Data(text.utf8)) } catch { failure = error }
    }
    try ReportCatalog.read(try ReportFile(path: input), into: &csv)
    csv.finish()
    if let failure { throw failure }
    try file.close()
    return csv.count
  }

  private static func file(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchmarkError("cannot write \(path)") }
    return file
  }

  private func write(_ path: String) throws {
    let file = try Self.file(path)
    var written = 0
    var text = header
    var index = 0
    while written < Self.size {
      text += line(index)
      index += 1
      guard text.utf8.count > 1 << 20 else { continue }
      try file.write(contentsOf: Data(text.utf8))
      written += text.utf8.count
      text = ""
    }
    try file.close()
  }
}

/// Lines as the tools print them, with numbers that differ from line to line.
private enum BigFile {
  static let babelHeader =
    "function,num_times,n_elements,sizeof,max_mbytes_per_sec,min_runtime,max_runtime,avg_runtime\n"

  @Sendable static func babelLine(_ index: Int) -> String {
    let name = ["Copy", "Mul", "Add", "Triad", "Dot"][index % 5]
    let time = "0.0\(10_000 + index * 7919 % 89_999)"
    return "\(name),100,33554432,8,12345.678,\(time),0.123456,0.112233\n"
  }

  static let carmHeader =
    "Name:,machine,L1 Size:,32,L2 Size:,1024,L3 Size:,32768,,L1,L1,L2,L2,L3,L3,DRAM,DRAM,FP,FP,"
    + "FP FMA,FP_FMA\nDate,ISA,Precision,Threads,Loads,Stores,Interleaved,DRAM Bytes,FP Inst.,"
    + "GB/s,I/Cycle,GB/s,I/Cycle,GB/s,I/Cycle,GB/s,I/Cycle,Gflop/s,I/Cycle,Gflop/s,I/Cycle\n"

  @Sendable static func carmLine(_ index: Int) -> String {
    let rates = (1...6).map { "\(10 + index * $0 * 31 % 80).\(100 + index * 7 % 900),0.751" }
    let minute = "\(10 + index / 60 % 50):\(10 + index % 50)"
    return "2026-11-23 06:\(minute),x86,\(index % 2 == 0 ? "sp" : "dp"),1,2,1,No,536870904,add,"
      + rates.joined(separator: ",") + "\n"
  }

  @Sendable static func likwidRun(_ index: Int) -> String {
    """
    --------------------------------------------------------------------------------
    LIKWID MICRO BENCHMARK
    Test: stream_avx_fma
    --------------------------------------------------------------------------------
    Cycles:\t\t\t2700230832
    Cycle Clock:\t\t2596082391
    Time:\t\t\t1.0\(40_118 + index % 50_000)e+00 sec
    Iterations:\t\t1024
    Size (Byte):\t\t19999872
    Number of Flops:\t1706655744
    MFlops/s:\t\t1640.83
    Data volume (Byte):\t20479868928
    MByte/s:\t\t19689.96
    Load/store ratio:\t3.00

    """
  }
}
