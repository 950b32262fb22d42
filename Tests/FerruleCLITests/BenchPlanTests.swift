import ArgumentParser
import Testing

@testable import FerruleCLI

@Suite("Plans of bench")
struct BenchPlanTests {
  private func plan(_ flags: String) throws -> BenchPlan {
    let words = flags.split(separator: " ").map(String.init)
    return try BenchPlan(Bench.parse(["u280"] + words), catalog: ShippedSpecs.catalog)
  }

  @Test("A kernel or a part of the suite does not replace the file of the whole suite")
  func output() throws {
    #expect(try plan("--suite quick").outputPath == "u280.csv")
    #expect(try plan("--suite host").outputPath == "u280-host.csv")
    #expect(try plan("--kernel stream").outputPath == "u280-stream.csv")
    #expect(try plan("--suite host -o x.csv").outputPath == "x.csv")
    #expect(try plan("--suite host -o -").outputPath == "-")
  }

  @Test("An unknown suite lists the known ones, nearest first")
  func unknownSuite() {
    #expect(
      message { _ = try plan("--suite memroy") }
        == "--suite: no suite named \"memroy\"; known suites, nearest first: memory, compute, full, "
        + "host, onchip, quick, roofline")
  }

  @Test("Contradicting flags are refused")
  func contradictions() {
    #expect(
      message { _ = try plan("--suite quick --kernel stream") }
        == "--suite and --kernel exclude each other; give one of them")
    #expect(
      message { _ = try plan("--lanes 4") }
        == "--lanes needs --kernel: the suite chooses its own designs")
    #expect(message { _ = try plan("--suite host -o - --format json") }?.contains("-o -") == true)
  }

  @Test("Numbers of repetitions outside their range are refused", arguments: ["0", "10001"])
  func repetitions(_ count: String) {
    #expect(
      message { _ = try plan("--suite host --repetitions \(count)") }
        == "--repetitions: found \(count), expected 1 to 10000")
  }

  @Test("Times are told in the unit that people would use")
  func words() {
    let words = [0.2, 1, 89, 100, 3600 * 3, .infinity].map(BenchPlan.words)
    #expect(
      words.prefix(5) == ["less than 1 s", "about 1 s", "about 89 s", "about 2 min", "about 3 h"])
  }
}
