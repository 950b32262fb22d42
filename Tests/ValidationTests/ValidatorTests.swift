import Foundation
import Runners
import Specs
import TestSupport
import Testing

@testable import Validation

@Suite("Measured facts on the model")
struct ValidatorTests {
  @Test("A sequential read is near the published bandwidth of one port on one channel")
  func sequentialRead() throws {
    let result = try Self.result(
      "u200,memory-probe,read,ddr,1,1,300,512,16,32,sequential,,,,1048576,,,bytes_per_second,"
        + "1.80705e10")
    #expect(result.status == .ok && result.remarks.isEmpty)
    #expect(abs(try #require(result.errorPercent)) < 10)
  }

  @Test("A row's remark is printed with its comparison, after the remarks of the model")
  func remark() throws {
    let file =
      "id,board,kernel,operation,memory,burst_beats,size_bytes,quantity,value,remark\n"
      + "x,u200,memory-probe,read,ddr,128,65536,bytes_per_second,1e9,a guess\n"
    let facts = try ValidationTable.read(from: Array(file.utf8), file: "facts.csv").facts
    let result = try Validator(facts: facts, catalog: .ofSources()).result(of: facts[0])
    #expect(result.remarks.count == 2 && result.remarks.last == "a guess")
    #expect(result.message.hasSuffix("; a guess"))
  }

  @Test("The predicted time and bandwidth of a row are of one run")
  func oneRun() throws {
    let row = "u280,memory-probe,write,hbm,4,4,300,256,,,sequential,,,,1048576,,,"
    let seconds = try #require(try Self.result(row + "seconds,1").predicted)
    let bandwidth = try #require(try Self.result(row + "bytes_per_second,1").predicted)
    #expect(abs(bandwidth * seconds / Double(4 << 20) - 1) < 1e-9)
  }

  @Test("The size of sequential accesses does not matter, because they make one sequence")
  func sequentialAccesses() throws {
    func row(_ access: String) -> String {
      "u50,memory-probe,read,hbm,1,1,300,512,,,sequential,,\(access),,1048576,,,seconds,1"
    }
    #expect(try Self.result(row("64")).predicted == Self.result(row("1024")).predicted)
  }

  @Test("A port that spreads over two channels is no slower than on one")
  func spread() throws {
    func row(_ channels: Int) -> String {
      "u50,memory-probe,read,hbm,\(channels),1,300,512,,,sequential,,,,1048576,,,seconds,1"
    }
    let one = try #require(try Self.result(row(1)).predicted)
    let two = try #require(try Self.result(row(2)).predicted)
    #expect(two <= one)
  }

  @Test("Eight ports on one channel share what one of them gets")
  func shared() throws {
    func row(_ units: Int) -> String {
      "u280,memory-probe,read,hbm,1,\(units),300,256,,,sequential,,,,262144,,,bytes_per_second,1"
    }
    let one = try #require(try Self.result(row(1)).predicted)
    let eight = try #require(try Self.result(row(8)).predicted)
    #expect(eight <= 14.4e9 && eight > 0.8 * one)
  }

  @Test("Ports that read and write channels of their own reach the same rate each")
  func readWriteParts() throws {
    func row(_ units: Int) -> String {
      "u250,memory-probe,read-write,ddr,\(units),\(units),300,512,,,sequential,,,,262144,,,"
        + "bytes_per_second,1"
    }
    let one = try #require(try Self.result(row(1)).predicted)
    let four = try #require(try Self.result(row(4)).predicted)
    #expect(abs(four / one - 4) < 1e-9)
  }

  @Test(
    "What cannot be expressed is unsupported and has no value",
    arguments: [
      "vck5000,memory-probe,read,ddr,,,,,,,,,,,,,,seconds,1",
      "u280,sorting,,ddr,,,,,,,,,,,,,,seconds,1",
      "u280,stream,dot,ddr,,,,,,,,,,,,,,seconds,1",
      "u280,memory-probe,read,ddr,,,,,,,random,,32,,,,,seconds,1",
      "u280,memory-probe,read,ddr,,,,1024,,,,,,,,,,seconds,1",
      "u280,memory-probe,read,hbm,3,2,,,,,,,,,,,,seconds,1",
      "u280,memory-probe,read,hbm,,,,,,,random,,64,,,,colour=red,bytes_per_second,1",
      "u280,memory-probe,read,hbm,,,,,,,random,,64,5000,,,,bytes_per_second,1",
      "u280,memory-probe,read,hbm,,,,,,,,,,,,,,read_latency_seconds,1",
      "u280,memory-probe,read,hbm,,,,,,,,,,,,,,operations_per_second,1",
    ])
  func unsupported(row: String) throws {
    let result = try Self.result(row)
    #expect(result.status == .unsupported && result.predicted == nil && !result.reason.isEmpty)
  }

  @Test(
    "A row that contradicts itself or its board has failed and has no value",
    arguments: [
      "u280,memory-probe,read,flash,,,,,,,,,,,,,,seconds,1",
      "u280,memory-probe,read,hbm,33,1,,,,,,,,,,,,seconds,1",
      "u280,memory-probe,read,hbm,,,,,,,sequential,128,64,,,,,seconds,1",
      "u280,memory-probe,read,hbm,,,,7,,,,,,,,,,seconds,1",
      "u280,stream,copy,hbm,,,,,,,,,,,,5,,seconds,1",
      "u280,memory-probe,read,hbm,,,,,,,,,,,9223372036854775807,,,seconds,1",
    ])
  func failed(row: String) throws {
    let result = try Self.result(row)
    #expect(result.status == .failed && result.predicted == nil && !result.reason.isEmpty)
  }

  @Test("Limits of building are remarks on a row that was measured, not refusals")
  func limits() throws {
    let result = try Self.result(
      "u200,memory-probe,read,ddr,4,64,900,512,128,,sequential,,,,65536,,,seconds,1")
    #expect(result.status == .ok && result.predicted != nil)
    let text = ([result.message] + result.remarks).joined(separator: "\n") + "\n"
    #expect(Golden.difference(text, "limit_remarks.txt") == nil)
  }

  @Test("A size that is no whole number of chunks is rounded down and the row says so")
  func rounding() throws {
    let result = try Self.result(
      "u280,stream,copy,ddr,,,,,,,,,,,,100000,buffer_beats=1024,bytes_per_second,1")
    #expect(
      result.remarks == ["size 100000 taken as 98304, a whole number of chunks"])
  }

  @Test("Results come in the order of the rows and do not depend on it")
  func order() async throws {
    let facts = try Self.facts(
      ["a", "b", "c", "d", "e"].enumerated().map { number, id in
        "\(id),u280,memory-probe,read,hbm,,,,,,\(number + 1),sequential,,,,65536,,,seconds,1"
      })
    let catalog = SpecCatalog.ofSources()
    let validator = try Validator(facts: facts, catalog: catalog)
    let results = await validator.results(of: facts)
    #expect(results.map(\.fact.id) == ["a", "b", "c", "d", "e"])
    #expect(await validator.results(of: facts.reversed()) == results.reversed())
  }

  @Test(
    "No row of wild numbers traps or predicts anything but a positive number",
    arguments: [3, 14, 159, 2653] as [UInt64])
  func wildRows(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let numbers = ["", "1", "2", "3", "64", "512", "4096", "1000003", "9223372036854775807"]
    let patterns = ["", "sequential", "strided", "random"]
    func pick(_ texts: [String]) -> String { texts.randomElement(using: &generator) ?? "" }
    for _ in 0..<60 {
      let kernel = pick(["memory-probe,read", "memory-probe,read-write", "stream,triad"])
      let shape = (0..<6).map { _ in pick(numbers) }.joined(separator: ",")
      let access = (0..<3).map { _ in pick(numbers) }.joined(separator: ",")
      let size = pick(["", "1", "4096", "65536", "9223372036854775807"])
      let row = "u280,\(kernel),hbm,\(shape),\(pick(patterns)),\(access),\(size),\(size),,seconds,1"
      let result = try Self.result(row)
      #expect((result.predicted ?? 1) > 0 && (result.predicted ?? 1).isFinite, "\(row)")
    }
  }

  // MARK: Rows

  private static let columns =
    "id,board,kernel,operation,memory,channels,compute_units,clock_mhz,port_bits,burst_beats,"
    + "outstanding,pattern,stride_bytes,access_bytes,working_set_bytes,size_bytes,problem_size,"
    + "settings,quantity,value"

  private static func facts(_ rows: [String]) throws -> [ValidationFact] {
    let text = ([columns] + rows).joined(separator: "\n")
    return try ValidationTable.read(from: Array(text.utf8), file: "facts.csv").facts
  }

  private static func result(_ row: String) throws -> ValidationResult {
    let facts = try facts(["x," + row])
    let fact = try #require(facts.first)
    return try Validator(facts: facts, catalog: .ofSources()).result(of: fact)
  }
}
