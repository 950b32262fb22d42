import Runners
import TestSupport
import Testing

@testable import Validation

@Suite("Validation files")
struct ValidationTableTests {
  private static let header =
    "id,board,kernel,operation,schedule,type,memory,channels,compute_units,lanes,chain,passes,"
    + "clock_mhz,memory_clock_mhz,port_bits,burst_beats,outstanding,pattern,stride_bytes,"
    + "access_bytes,working_set_bytes,size_bytes,problem_size,settings,quantity,value,"
    + "tolerance_percent,source,remark"

  @Test("The columns are the documented ones in their order")
  func columns() {
    #expect(ValidationTable.columnNames.joined(separator: ",") == Self.header)
  }

  @Test("A row is read with the units that its columns name")
  func fullRow() throws {
    let fact = try #require(
      Self.read(
        Self.header
          + "\na,u200,memory-probe,read,overlapped,i32,ddr,1,2,16,1,3,300.5,250,512,16,32,strided,"
          + "4096,64,8192,1e6,2048,tap=1; buffer_beats=512,bytes_per_second,1.8e10,5,"
          + "\"mine, own\",cold\n"
      ).facts.first)
    #expect(fact.id == "a" && fact.line == 2 && fact.source == "mine, own")
    #expect(fact.remark == "cold")
    #expect(fact.values[.clock] == "300.5 MHz" && fact.values[.memoryClock] == "250 MHz")
    #expect(fact.values[.size] == "1000000" && fact.values[.stride] == "4096")
    #expect(fact.values[.tap] == "1" && fact.values[.bufferBeats] == "512")
    #expect(fact.quantity == .bytesPerSecond && fact.value == 1.8e10)
    #expect(fact.tolerancePercent == 5 && fact.unknownSettings.isEmpty)
  }

  @Test("An empty field, or a column that is not there, is no choice")
  func defaults() throws {
    let table = try Self.read("value,quantity,kernel,board,id,lanes\n1,seconds,fft,f2,x,\n")
    let fact = try #require(table.facts.first)
    #expect(fact.values.isEmpty && fact.tolerancePercent == nil && fact.source.isEmpty)
    #expect(table.warnings.isEmpty)
  }

  @Test("A setting that no kernel has is kept for the row, not refused with the file")
  func unknownSetting() throws {
    let table = try Self.read(
      "id,board,kernel,settings,quantity,value\nx,u280,gemm,colour=red;warp=9,seconds,1\n")
    #expect(table.facts.first?.unknownSettings == ["colour", "warp"])
  }

  @Test("An unknown column is named together with the nearest known one")
  func unknownColumns() throws {
    let table = try Self.read("id,board,kernel,quantity,value,burst\nx,u280,fft,seconds,1,4\n")
    #expect(
      table.warnings == [
        "facts.csv:1: burst: unknown column, not read. The nearest known one is board."
      ])
  }

  @Test("All mistakes of a file are reported at once, with line and column")
  func mistakes() {
    let texts = [
      """
      id,board,kernel,schedule,pattern,channels,clock_mhz,settings,quantity,value,tolerance_percent
      a,u200,memory-probe,fazed,zigzag,0,fast,tap,watts,-1,0
      a,u200,,,,1.5,nan,tap=1;tap=2,seconds,1e400,x
      ,u200,stream,,,,,,,,
      c,u200,stream

      """,
      "", "id,board\na,b\n", "id,board,kernel,quantity,value\n",
      "id,board,kernel,quantity,value,value\na,u200,stream,seconds,1,2\n",
      "id,board,kernel,quantity,value\na,u200,\"stream,seconds,1\n",
    ]
    let messages = texts.map(Self.failure).joined(separator: "\n") + "\n"
    #expect(Golden.difference(messages, "validation_mistakes.txt") == nil)
  }

  @Test(
    "Bytes that are no validation file are refused, never a trap",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func noise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let good = Array((Self.header + "\na,u200,stream,copy,phased,f32,ddr,1\n").utf8)
    for _ in 0..<200 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      #expect(throws: ValidationError.self) {
        try ValidationTable.read(from: bytes, file: "facts.csv")
      }
    }
  }

  private static func read(_ text: String) throws -> ValidationTable {
    try ValidationTable.read(from: Array(text.utf8), file: "facts.csv")
  }

  private static func failure(_ text: String) -> String {
    do throws(ValidationError) {
      _ = try ValidationTable.read(from: Array(text.utf8), file: "facts.csv")
      return "no mistake found"
    } catch {
      return error.description
    }
  }
}
