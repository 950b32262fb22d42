import Measurements
import Quantities
import TestSupport
import Testing

@Suite("Tables of measurements")
struct MeasurementTableTests {
  private let header = "schema,board,evidence,kernel,seconds,bytes_read,operations,bytes_per_second"

  @Test("The columns are those of the schema, in its order")
  func columnOrder() {
    let names = """
      schema,run_id,utc,board,runner,evidence,tool,kernel,operation,schedule,dialect,element_type,\
      lanes,chain,passes,compute_units,initiation_interval,clock_target_hz,clock_hz,memory,\
      memory_clock_hz,channels,pattern,stride_bytes,access_bytes,working_set_bytes,port_bits,\
      burst_beats,outstanding,problem_size,bytes_read,bytes_written,operations,repetition,seconds,\
      time_source,cycles,operations_per_byte,operations_per_second,bytes_per_second,lut,ff,dsp,\
      bram,uram,power_w,result_check,status,message

      """
    #expect(MeasurementCSVWriter().headerLine == names)
  }

  @Test("Reading what was written gives the same rows", arguments: [UInt64(1), 2, 3, 4, 5])
  func roundTrip(seed: UInt64) throws {
    var samples = MeasurementSamples(seed: seed)
    let rows = (0..<100).map { _ in samples.row(extraColumns: ["note", "x,y"]) }
    let table = MeasurementTable(rows: rows)
    let again = try MeasurementTable.read(from: table.csv, file: "results.csv")
    #expect(again.rows == rows)
    #expect(again.csv == table.csv)
  }

  @Test("The order of columns does not matter, and missing columns are not known")
  func columnOrderOfFile() throws {
    let table = try MeasurementTable.read(
      from: "note,seconds,board,schema,evidence\nmine,0.5,u280,ferrule-1,measured\n",
      file: "results.csv")
    let row = try #require(table.rows.first)
    #expect(row.seconds == 0.5)
    #expect(row.board == "u280")
    #expect(row.evidence == .measured)
    #expect(row.lanes == nil)
    #expect(row.extraColumns == [ExtraColumn(name: "note", value: "mine")])
    #expect(table.warnings.isEmpty)
  }

  @Test("Whole numbers that a data frame wrote with a point are read")
  func wholeDecimals() throws {
    let table = try MeasurementTable.read(
      from: "schema,evidence,lanes,clock_hz\nferrule-1,modelled,16.0, 3e8\n", file: "results.csv")
    #expect(table.rows.first?.lanes == 16)
    #expect(table.rows.first?.clock == .megahertz(300))
  }

  @Test("A row that does not say how it came about is never taken as measured")
  func missingEvidence() throws {
    let table = try MeasurementTable.read(
      from: "schema,board,bytes_per_second\nferrule-1,u280,1e9\n", file: "results.csv")
    #expect(table.rows.first?.evidence == .modelled)
    let text = table.warnings.joined(separator: "\n") + "\n"
    #expect(Golden.difference(text, "table_warnings.txt") == nil)
  }

  @Test("All broken rows are reported at once, each with line, column, found and expected")
  func allMistakesAtOnce() {
    let text = """
      \(header)
      ferrule-1,u280,measured,stream,-1,10,10,
      ferrule-1,u280,guessed,stream,nan,10,9223372036854775808,
      ferrule-2,u280,measured,stream,x,y,z,
      ferrule-1,u280,measured,stream,0.5,100,,200.2
      ferrule-1,u280,measured,stream,0.5,100,,200.3
      ferrule-1,u280,measured,stream,1e999,-3,1.5,fast
      ferrule-1,u280,measured

      """
    #expect(Golden.difference(Self.failure(text), "table_mistakes.txt") == nil)
  }

  @Test("A long list of mistakes is cut and says how many more there are")
  func manyMistakes() {
    let rows = String(repeating: "ferrule-1,u280,measured,stream,-1,10,10,\n", count: 25)
    let lines = Self.failure(header + "\n" + rows).split(separator: "\n")
    #expect(lines.count == 22)
    #expect(lines.last == "  and 5 more")
  }

  @Test("A file that is no file of measurements is refused with one message")
  func otherFiles() {
    let texts = ["", "a;b\n1;2\n", "a,b\n1,2\n", "schema,board,board\nferrule-1,a,b\n"]
    let messages = texts.map(Self.failure).joined()
    #expect(Golden.difference(messages, "table_refusals.txt") == nil)
  }

  @Test("A file is valid after every row that a run has written")
  func streaming() throws {
    let writer = MeasurementCSVWriter()
    var text = writer.headerLine
    for repetition in 0..<3 {
      var row = Measurement()
      row.repetition = repetition
      text += writer.line(for: row)
      let table = try MeasurementTable.read(from: text, file: "results.csv")
      #expect(table.rows.map(\.repetition) == Array(0...repetition))
    }
  }

  private static func failure(_ text: String) -> String {
    do throws(MeasurementError) {
      _ = try MeasurementTable.read(from: text, file: "results.csv")
      return "no mistake found\n"
    } catch {
      return error.description + "\n"
    }
  }
}
