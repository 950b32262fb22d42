import Specs

/// The vector is loaded into copies on chip; then the matrix streams by, a beat of entries per
/// cycle: for each entry the element of its column is looked up, and a row's products are added.
///
/// Rows in compressed storage (CSR) that start at a beat. The vector on chip, in copies for the
/// lanes that read it, and the matrix read once from high-bandwidth memory are as in HiSparse (Du
/// et al., FPGA 2022) and Serpens (Song et al., DAC 2022); those reorder entries so that sums of a row
/// lie far apart, here the sums of its last beats wait in registers until the row is complete.
extension SparseShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = SparseParts(
      lowering: lowering, matrix: StencilMatrix(edge: 4, lanes: max(1, design.lanes)))
    var program = KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["words", "beats"],
      scalars: lowering.operation.scalars, ports: parts.ports, arrays: parts.arrays,
      streams: parts.streams, buffers: parts.buffers, regions: [])
    program.body = [
      .region(.sequence(loop: LoopLevel("turn", .constant(1)), [parts.loadVector])),
      .region(
        .dataflow([
          parts.load("ends", "end", parts.rows), parts.load("columns", "place", parts.beats),
          parts.load("values", "entry", parts.beats), parts.multiply, parts.store,
        ])),
    ]
    return program
  }
}

/// The processes of a sparse product.
private struct SparseParts {
  let lowering: KernelLowering
  let matrix: StencilMatrix

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }
  private let vector = "held_x"

  // MARK: Memory

  /// Row ends, columns, values with the vector before them, and results.
  var ports: [MemoryPort] {
    let places = ElementType.i32.bits
    let columns = PortWidth.bits(lanes: lanes, elementBits: places)
    return [places, columns, design.portBits, design.elementType.bits].enumerated().map {
      lowering.port($0.offset, bits: $0.element)
    }
  }

  var arrays: [MemoryArray] {
    func places(_ name: String, _ port: Int, _ lanes: Int) -> MemoryArray {
      MemoryArray(
        name: name, port: "gmem\(port)", isWritten: false, lanes: lanes, elementType: .i32)
    }
    return [
      places("ends", 0, 1), places("columns", 1, lanes),
      lowering.array("values", port: 2, isWritten: false),
      lowering.array("x", port: 2, isWritten: false),
      lowering.array("y", port: 3, isWritten: true, lanes: 1),
    ]
  }

  var streams: [Stream] {
    func stream(_ name: String, _ lanes: Int, _ type: ElementType?) -> Stream {
      Stream(
        name: name, lanes: lanes, depth: max(2, design.burstBeats), elementType: type)
    }
    return [
      stream("loaded_ends", 1, .i32), stream("loaded_columns", lanes, .i32),
      stream("loaded_values", lanes, nil), stream("row_sums", 1, nil),
    ]
  }

  /// Every copy of the vector is read by two lanes; as a word holds a beat, it fills at full speed.
  var buffers: [Buffer] {
    var vector = Buffer(
      name: vector, lanes: lanes, depth: max(1, design[.held] / lanes), storage: design.storage)
    vector.copies = (lanes + 1) / 2
    return [vector]
      + (before > 0
        ? [Buffer(name: "row_parts", lanes: before, depth: 1, storage: .register)] : [])
  }

  // MARK: Processes

  var rows: LoopLevel { LoopLevel("row", .size("words") * .number(lanes)) }
  var beats: LoopLevel { LoopLevel("beat", .size("beats")) }

  var loadVector: Process {
    Process(
      name: "load_x", loops: [LoopLevel("word", .size("words"))], initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .load(array: "x", index: .counter("word"), into: "v"),
        .scatter(
          buffer: vector,
          place: LanePlace(
            lanes: [LoopLevel("lane", .number(lanes))], word: .counter("word"),
            bank: .counter("lane")), value: "v"),
      ])
  }

  func load(_ array: String, _ value: String, _ loop: LoopLevel) -> Process {
    Process(
      name: "load_\(array)", loops: [loop], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .load(array: array, index: .counter(loop.counter), into: value),
        .write(stream: "loaded_\(array)", value: value, when: .always),
      ])
  }

  /// The sum of a beat's products, added to those of the beats before it in the row.
  var multiply: Process {
    let products = LaneExpression.sum(
      LoopLevel("lane", .number(lanes)),
      .multiply(.lane("entry", .counter("lane")), .lane("found", .counter("lane"))))
    let part = LaneExpression.lane("part_sum", .constant(0))
    let total =
      before > 0
      ? LaneExpression.add(
        .sum(LoopLevel("k", .number(before)), .lane("earlier", .counter("k"))), part) : part
    var process = Process(
      name: "multiply", loops: [beats], initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles
        + lowering.expressionLatency(products, binding)
        + lowering.expressionLatency(total, binding),
      body: [
        .read(stream: "loaded_columns", into: "place", when: .always),
        .read(stream: "loaded_values", into: "entry", when: .always),
        .lookUp(buffer: vector, numbers: "place", lanes: lanes, into: "found"),
        .array(into: "part_sum", lanes: [one], products, binding: binding),
      ] + earlierParts + [
        .array(into: "total", lanes: [one], total, binding: binding),
        .write(stream: "row_sums", value: "total", when: .last("part")),
      ])
    process.division = RowDivision(counter: "part", ends: "loaded_ends", rows: rows.count)
    return process
  }

  var store: Process {
    Process(
      name: "store_y", loops: [rows], initiationInterval: 1, depth: KernelLowering.accessCycles,
      body: [
        .read(stream: "row_sums", into: "sum", when: .always),
        .store(array: "y", index: .counter("row"), value: "sum"),
      ])
  }

  private var one: LoopLevel { LoopLevel("one", .constant(1)) }
  private var binding: StageBinding? { design.bindings.first }
  /// Beats of a row before its last one, at most.
  private var before: Int { matrix.mostBeats - 1 }

  /// Takes the sums of the beats before, zeros where the row had none, and moves them on by one.
  private var earlierParts: [Statement] {
    guard before > 0 else { return [] }
    func place(_ count: Int, from first: Int) -> LanePlace {
      let bank: IndexExpression = first > 0 ? .counter("k") + .number(first) : .counter("k")
      return LanePlace(
        lanes: [LoopLevel("k", .number(count))], word: .constant(0), bank: bank)
    }
    let moved: [Statement] =
      before > 1
      ? [
        .array(
          into: "moved", lanes: [LoopLevel("k", .number(before - 1))],
          .lane("earlier", .counter("k")), binding: nil),
        .scatter(buffer: "row_parts", place: place(before - 1, from: 1), value: "moved"),
      ] : []
    return [
      .gather(
        buffer: "row_parts", place: place(before, from: 0), into: "earlier",
        when: .notFirst("part"))
    ] + moved + [
      .scatter(buffer: "row_parts", place: place(1, from: 0), value: "part_sum")
    ]
  }
}
