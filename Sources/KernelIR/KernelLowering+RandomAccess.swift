import Specs

extension KernelLowering {
  /// HPCC RandomAccess as HPCC FPGA builds it: every unit runs the whole sequence and keeps the
  /// numbers whose places are in its own part of the table. Chunk by chunk of the sequence: draw,
  /// then load the beats of the kept numbers and change them, then store them.
  ///
  /// A chunk leaves a share of its numbers to each unit that varies; the counts of the loops are
  /// the expected ones, which the model takes, while code and interpreter run as often as numbers
  /// were kept. (The sequence begins with powers of two: of its first 65 536 numbers the first of
  /// four units keeps a third.) The model takes the places from a permutation instead of the sequence.
  func randomAccessProgram() throws(DesignError) -> KernelProgram {
    let units = design.computeUnits
    guard units.nonzeroBitCount == 1, design.tileBeats % units == 0 else {
      throw fail(
        "compute units: found \(units), expected a power of two that divides the chunk of "
          + "\(design.tileBeats) numbers, so that the table has equal parts")
    }
    guard design.lanes.nonzeroBitCount == 1 else {
      throw fail(
        "lanes: found \(design.lanes), expected a power of two, because a place in the table is the low "
          + "bits of a number")
    }
    return KernelProgram(
      name: identifier, elementType: design.elementType, sizes: ["tiles", "mask", "unit"],
      scalars: [], ports: [port(0)],
      arrays: [
        MemoryArray(
          name: "table", port: "gmem0", isWritten: true, isUpdated: true, lanes: design.lanes)
      ],
      streams: [],
      buffers: [
        Buffer(
          name: "changed", lanes: design.lanes, depth: design.tileBeats, storage: design.storage)
      ],
      regions: [
        .sequence(
          loop: LoopLevel("turn", .size("tiles")), [drawProcess, changeProcess, returnProcess])
      ])
  }

  private var drawProcess: Process {
    Process(
      name: "draw",
      loops: [LoopLevel("number", .constant(UInt32(clamping: design.tileBeats)))],
      initiationInterval: 1, depth: Self.bufferCycles + 1, body: [.draw])
  }

  private var changeProcess: Process {
    Process(
      name: "change", loops: [keptLoop], initiationInterval: 1,
      depth: Self.accessCycles + 2 * Self.bufferCycles,
      body: [
        .loadDrawn(array: "table", place: drawnPlace, into: "x"),
        .keep(buffer: "changed", index: .counter("slot"), value: "x"),
      ], runsPerDrawn: true)
  }

  private var returnProcess: Process {
    Process(
      name: "give_back", loops: [keptLoop], initiationInterval: 1,
      depth: Self.accessCycles + 2 * Self.bufferCycles,
      body: [
        .fetch(buffer: "changed", index: .counter("slot"), into: "x", when: .always),
        .storeDrawn(array: "table", place: drawnPlace, value: "x"),
      ], runsPerDrawn: true)
  }

  /// As many turns as a unit keeps of a chunk on average.
  private var keptLoop: LoopLevel {
    LoopLevel("slot", .constant(UInt32(clamping: design.tileBeats / max(1, design.computeUnits))))
  }

  private var drawnPlace: IndexExpression {
    .and(.scrambled(.counter("slot") + .counter("turn") * keptLoop.count), .size("mask"))
  }
}
