import Specs

extension KernelLowering {
  /// Reads, writes, or both, at `(access · stride) mod working set + beat`; one pipeline per
  /// direction, both through one port, as kernels that read and write a bank are built (Vitis HLS
  /// accepts a reader and a writer of one bundle in a dataflow region). The reader sums what it
  /// reads, so that no access can be optimised away.
  func probeProgram() -> KernelProgram {
    switch design.operation {
    case "write": probeWrite()
    case "read-write": probeReadWrite()
    default: probeRead()
    }
  }

  private var probeSizes: [String] { ["accesses", "access_beats", "stride", "mask"] }

  private var probeLoops: [LoopLevel] {
    [LoopLevel("access", .size("accesses")), LoopLevel("beat", .size("access_beats"))]
  }

  /// Shuhai's address generator (Huang et al., FCCM 2020, section IV), or its scrambled twin.
  private var probeIndex: IndexExpression {
    let base: IndexExpression =
      design.isRandom
      ? .scrambled(.counter("access")) * .size("access_beats")
      : .counter("access") * .size("stride")
    return .and(base, .size("mask")) + .counter("beat")
  }

  /// The number of the beat in program order: what a writer writes.
  private var probeBeat: IndexExpression {
    .counter("access") * .size("access_beats") + .counter("beat")
  }

  private func probeRead() -> KernelProgram {
    let sums = Buffer(name: "sums", lanes: design.lanes, depth: 1, storage: .register)
    let read = Process(
      name: "probe", loops: probeLoops, initiationInterval: 1, depth: Self.accessCycles + 1,
      body: [
        .load(array: "source", index: probeIndex, into: "x"),
        .fetch(buffer: "sums", index: .constant(0), into: "sum", when: .always),
        .map(into: "total", lanes: design.lanes, .add(.value("sum"), .value("x"))),
        .keep(buffer: "sums", index: .constant(0), value: "total"),
      ],
      epilogue: [
        .fetch(buffer: "sums", index: .constant(0), into: "sum", when: .always),
        .store(array: "checksum", index: .constant(0), value: "sum"),
      ])
    return probeProgram(
      ports: [port(0)],
      arrays: [
        array("source", port: 0, isWritten: false), array("checksum", port: 0, isWritten: true),
      ],
      buffers: [sums], region: .sequence(loop: LoopLevel("turn", .constant(1)), [read]))
  }

  private func probeWrite() -> KernelProgram {
    let write = Process(
      name: "probe", loops: probeLoops, initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .map(into: "x", lanes: design.lanes, .pattern(probeBeat)),
        .store(array: "target", index: probeIndex, value: "x"),
      ])
    return probeProgram(
      ports: [port(0)], arrays: [array("target", port: 0, isWritten: true)],
      buffers: [], region: .sequence(loop: LoopLevel("turn", .constant(1)), [write]))
  }

  private func probeReadWrite() -> KernelProgram {
    let load = Process(
      name: "probe_read", loops: probeLoops, initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .load(array: "source", index: probeIndex, into: "x"),
        .write(stream: "moved", value: "x", when: .always),
      ])
    let store = Process(
      name: "probe_write", loops: probeLoops, initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .read(stream: "moved", into: "x", when: .always),
        .store(array: "target", index: probeIndex, value: "x"),
      ])
    return probeProgram(
      ports: [port(0)],
      arrays: [
        array("source", port: 0, isWritten: false), array("target", port: 0, isWritten: true),
      ],
      buffers: [], region: .dataflow([load, store]), streams: [stream("moved")])
  }

  private func probeProgram(
    ports: [MemoryPort], arrays: [MemoryArray], buffers: [Buffer], region: Region,
    streams: [Stream] = []
  ) -> KernelProgram {
    KernelProgram(
      name: identifier, elementType: design.elementType, sizes: probeSizes, scalars: [],
      ports: ports, arrays: arrays, streams: streams, buffers: buffers, regions: [region])
  }
}
