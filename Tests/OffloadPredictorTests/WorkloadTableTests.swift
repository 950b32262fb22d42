import OffloadPredictor
import Quantities
import TestSupport
import Testing

@Suite("Kernels files")
struct WorkloadTableTests {
  @Test("A name and two amounts are enough, and every default is listed")
  func defaults() throws {
    let table = try Self.read("name,operations,bytes\ngemm,2e9,1000\n")
    let workload = try #require(table.workloads.first)
    #expect(workload.operations == 2e9 && workload.bytes == 1000)
    #expect(workload.bytesIn == 500 && workload.bytesOut == 500)
    #expect(workload.calls == 1 && workload.elementType == "f32" && workload.memory == nil)
    let text = workload.assumptions.joined(separator: "\n") + "\n"
    #expect(Golden.difference(text, "workload_defaults.txt") == nil)
  }

  @Test("What is given is taken as it is and is no assumption")
  func everythingGiven() throws {
    let table = try Self.read(
      """
      note,name,element_type,operations,bytes,seconds,calls,host_seconds,bytes_in,bytes_out,\
      memory,resident,overlap,host_power_w
      "mine, all",fft,f64,100,200,0.5,8,2,10,20,ddr,Yes,no,150

      """)
    let workload = try #require(table.workloads.first)
    #expect(workload.assumptions.isEmpty)
    #expect(workload.isResident && !workload.overlaps && workload.calls == 8)
    #expect(workload.bytesIn == 10 && workload.bytesOut == 20 && workload.memory == "ddr")
    #expect(workload.hostPower == Power(150) && workload.note == "mine, all")
    #expect(workload.intensity == OperationalIntensity(0.5))
    #expect(workload.throughput == Throughput(200))
  }

  @Test("Resident data cross the link only where the file says so")
  func resident() throws {
    let table = try Self.read(
      "name,bytes,seconds,resident,bytes_out\na,100,1,yes,\nb,100,1,yes,7\n")
    #expect(table.workloads.map(\.bytesIn) == [0, 0])
    #expect(table.workloads.map(\.bytesOut) == [0, 7])
  }

  @Test("Without bytes the transfers stay unknown")
  func noBytes() throws {
    let table = try Self.read("name,operations,seconds\na,100,1\n")
    #expect(table.workloads.first?.bytesIn == nil)
  }

  @Test("An unknown column is named together with the nearest known one")
  func unknownColumns() throws {
    let table = try Self.read("name,operations,bytes,byte_in\na,1,1,1\n")
    #expect(
      table.warnings == [
        "kernels.csv:1: byte_in: unknown column, not read. The nearest known one is bytes_in."
      ])
  }

  @Test("All mistakes of a file are reported at once")
  func mistakes() {
    let text = """
      name,operations,bytes,seconds,calls,resident,host_seconds
      a,-1,1,1,1,yes,1
      ,1,1,,1,no,1
      b,1,,,,,
      c,,,,,,
      d,1,1,0,0,perhaps,nan
      e,1,1

      """
    let texts = [text, "", "kernel,operations\na,1\n", "name,bytes\n"]
    let messages = texts.map(Self.failure).joined(separator: "\n") + "\n"
    #expect(Golden.difference(messages, "workload_mistakes.txt") == nil)
  }

  private static func read(_ text: String) throws -> WorkloadTable {
    try WorkloadTable.read(from: Array(text.utf8), file: "kernels.csv")
  }

  private static func failure(_ text: String) -> String {
    do throws(OffloadError) {
      _ = try WorkloadTable.read(from: Array(text.utf8), file: "kernels.csv")
      return "no mistake found"
    } catch {
      return error.description
    }
  }
}
