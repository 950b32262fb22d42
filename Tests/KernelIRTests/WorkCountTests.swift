import Specs
import Testing

@testable import KernelIR

@Suite("Work of a run")
struct WorkCountTests {
  @Test("Roofline: 2 · tap · passes operations an element, so tap · passes / 4 an f32 byte")
  func roofline() throws {
    var small = try SmallDesign("roofline")
    small.design.chain = 11
    small.design.tileBeats = 256
    let program = try small.program()
    for (index, tap) in OperatorChain.taps(length: 11).enumerated() {
      for passes in [1, 2, 7] {
        var run = RunArguments(beats: 768)
        run.tap = index
        run.passes = passes
        let work = WorkCount(program, sizes: run.sizes(tileBeats: 256))
        let elements = 768 * small.design.lanes
        #expect(work.operations == 2 * tap * passes * elements)
        #expect(work.bytesRead == ["x": 4 * elements])
        #expect(work.bytesWritten == ["y": 4 * elements])
        #expect(work.bytesFetched == ["tile": 4 * elements * (passes - 1)])
        #expect(work.bytesKept == ["tile": 4 * elements * passes])
        let intensity = Double(work.operations) / Double(8 * elements)
        #expect(intensity == Double(tap * passes) / 4)
        #expect(!work.hasOverflow)
      }
    }
  }

  @Test(
    "STREAM in f32: 8, 8, 12, 12 bytes and 0, 1, 1, 2 operations an element, both schedules",
    arguments: KernelSchedule.allCases)
  func stream(schedule: KernelSchedule) throws {
    var small = try SmallDesign("stream")
    small.design.schedule = schedule
    let expected = [("copy", 8, 0), ("scale", 8, 1), ("add", 12, 1), ("triad", 12, 2)]
    for (operation, bytes, operations) in expected {
      small.design.operation = operation
      let run = RunArguments(beats: 320)
      let work = WorkCount(try small.program(), sizes: run.sizes(tileBeats: 32))
      let elements = 320 * small.design.lanes
      let moved = work.bytesRead.values.reduce(0, +) + work.bytesWritten.values.reduce(0, +)
      #expect(moved == bytes * elements)
      #expect(work.bytesWritten.values.reduce(0, +) == 4 * elements)
      #expect(work.operations == operations * elements)
    }
  }

  @Test("What a kernel file says of loads, stores and operations is what its program does")
  func kernelFiles() throws {
    for name in ["stream", "roofline"] {
      var small = try SmallDesign(name)
      for variant in small.kernel.variants(of: small.design) {
        small.design = variant
        let operation = try small.lowering().operation
        let run = RunArguments(beats: small.design.tileBeats)
        let work = WorkCount(
          try small.program(), sizes: run.sizes(tileBeats: small.design.tileBeats))
        let elements = small.design.tileBeats * small.design.lanes
        let bytes = elements * small.design.elementType.bytes
        #expect(work.bytesRead.values.reduce(0, +) == operation.loads * bytes)
        #expect(work.bytesWritten.values.reduce(0, +) == operation.stores * bytes)
        #expect(work.operations == operation.operationsPerElement * elements)
      }
    }
  }

  @Test("The probe moves every beat of every access once, and one beat of checksum")
  func probe() throws {
    var small = try SmallDesign("memory-probe")
    var run = RunArguments(beats: 400)
    run.accessBeats = 4
    run.strideBeats = 8
    run.workingSetBeats = 64
    let sizes = run.sizes(tileBeats: small.design.tileBeats)
    let beat = small.design.portBits / 8
    let read = WorkCount(try small.program(), sizes: sizes)
    #expect(read.bytesRead == ["source": 400 * beat])
    #expect(read.bytesWritten == ["checksum": beat])
    small.design.operation = "read-write"
    let both = WorkCount(try small.program(), sizes: sizes)
    #expect(both.bytesRead == ["source": 400 * beat])
    #expect(both.bytesWritten == ["target": 400 * beat])
  }

  @Test("The sweep over banks moves every word of every bank once a pass")
  func onChip() throws {
    var small = try SmallDesign("onchip")
    var run = RunArguments(beats: 32)
    run.passes = 9
    let bytes = 9 * 32 * small.design.lanes * 8
    let sizes = run.sizes(tileBeats: 32)
    for (operation, fetched, kept) in [
      ("read", bytes, 0), ("write", 0, bytes), ("read-write", bytes, bytes),
    ] {
      small.design.operation = operation
      let work = WorkCount(try small.program(), sizes: sizes, only: "sweep")
      #expect(work.bytesFetched["bank", default: 0] == fetched)
      #expect(work.bytesKept["bank", default: 0] == kept)
    }
  }

  @Test("Counts beyond 64 bits are reported")
  func overflow() throws {
    var small = try SmallDesign("roofline")
    small.design.lanes = 16
    small.design.chain = 4096
    small.design.tileBeats = 1 << 16
    var run = RunArguments(beats: 0xFFFF << 16)
    run.passes = (1 << 32) - 1
    run.tap = 12
    #expect(throws: Never.self) { try small.lowering().check(run) }
    let work = WorkCount(try small.program(), sizes: run.sizes(tileBeats: 1 << 16))
    #expect(work.hasOverflow)
  }
}
