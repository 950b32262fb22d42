import ArgumentParser
import Foundation
import Quantities
import Specs

/// `ferrule-benchmark`: how fast the model is, beside its goals and what others reach.
///
/// Each case says what it does in `--list`.
@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ferrule-benchmark",
    abstract: "Time the model: 16 GiB of traffic, random reads, a whole suite, the oracle.",
    discussion: """
      Prints median and best of all runs beside the goals. Exits with 1 when a \
      case could not be measured; a missed goal is no failure.

      Examples:
        ferrule-benchmark
        ferrule-benchmark --list
        ferrule-benchmark --only load-distinct
        ferrule-benchmark --only ddr4-copy --only hbm2-copy --size '64 MiB'
      """)

  @Flag(help: "Print the names of the cases and what they time, then stop.")
  var list = false

  @Option(help: ArgumentHelp("Run this case; may be given several times.", valueName: "name"))
  var only: [String] = []

  @Option(help: "Traffic of the memory cases: a power of two from 1 MiB to 128 GiB.")
  var size = "16 GiB"

  @Option(name: .customLong("repeat"), help: "Times that each case runs, at most.")
  var repetitions = 9

  @Option(help: "Seconds after which a case is not repeated any more.")
  var seconds = 10.0

  @Option(help: ArgumentHelp("Folder of board files.", valueName: "folder"))
  var boards: String?

  @Option(help: ArgumentHelp("Folder of kernel files.", valueName: "folder"))
  var kernels: String?

  func validate() throws {
    guard (1...1000).contains(repetitions) else {
      throw ValidationError("--repeat: found \(repetitions), expected 1 to 1000")
    }
    guard seconds >= 0, seconds.isFinite else {
      throw ValidationError("--seconds: found \(seconds), expected 0 or more")
    }
    _ = try traffic()
  }

  func run() throws {
    let repetition = Repetition(most: repetitions, seconds: seconds)
    let cases = try chosen(from: allCases(repetition))
    guard !list else {
      for item in cases { print("\(item.name.padded(to: 20))\(item.summary)") }
      return
    }
    var figures: [BenchmarkFigure] = []
    var failures = 0
    for item in cases {
      Self.note("\(item.name): \(item.summary)")
      do { figures += try item.measure() } catch {
        Self.note("  not measured: \(error)")
        failures += 1
      }
    }
    print(BenchmarkTable(figures).rendered, terminator: "")
    if failures > 0 { throw ExitCode(1) }
  }

  private func traffic() throws -> ByteCount {
    let count = try ByteCount(parsing: size)
    let isPossible = count.value.nonzeroBitCount == 1
    guard isPossible, (ByteCount.mebibytes(1)...ByteCount.gibibytes(128)).contains(count) else {
      throw ValidationError(
        "--size: found \(count), expected a power of two from 1 MiB to 128 GiB, e.g. '1 GiB'")
    }
    return count
  }

  private func allCases(_ repetition: Repetition) throws -> [BenchmarkCase] {
    let catalog = try SpecCatalog.standard(boards: boards, kernels: kernels)
    let target = try BenchmarkTarget(catalog)
    return TrafficCase.all(target, size: try traffic(), repetition)
      + RandomReadCase.all(target, repetition) + ControllerCase.all(target, repetition)
      + [
        SuiteCase.fullSuite(repetition), ChainCase.stepped(repetition),
        ChainCase.verilated(repetition),
      ] + PredictionCase.all(repetition) + LoadingCase.all(repetition)
      + ImportCase.all(repetition)
  }

  private func chosen(from cases: [BenchmarkCase]) throws -> [BenchmarkCase] {
    let names = cases.map(\.name)
    for name in only where !names.contains(name) {
      let known = NearestNames.sorted(names, to: name).joined(separator: ", ")
      throw ValidationError(
        "--only: no case named \"\(name)\"; known cases, nearest first: \(known)")
    }
    guard only.isEmpty else { return cases.filter { only.contains($0.name) } }
    return list ? cases : cases.filter { !$0.isOnlyByName }
  }

  private static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

extension String {
  /// The text with spaces up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
