import Specs

/// Transpose and add by blocks: for every block of the result, read the block of the other matrix
/// that lies across the diagonal into memory on the chip, then read it by columns while the second
/// matrix is read, added and stored by rows.
///
/// Structure after the PTRANS benchmark of HPCC FPGA (Meyer, Kenter, Plessl, H2RC 2020). Element
/// (i, j) of a block lies in bank (i + j) mod W of W banks, so that W elements side by side in a row
/// and W on top of each other in a column are always in W banks. W is a power of two; where lanes are
/// none, the next one above, and a beat leaves some of the banks alone.
extension PtransShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = PtransParts(lowering: lowering, block: block, isOverlapped: isOverlapped)
    let last = isOverlapped ? 1 : 0
    let rows = LoopLevel("row_block", .size("rows"))
    let columns = LoopLevel("column_block", .size("blocks"))
    let processes = [parts.load, parts.add]
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["rows", "blocks"],
      scalars: lowering.operation.scalars,
      ports: (0..<Self.portsPerUnit(design.schedule)).map { lowering.port($0) },
      arrays: [
        lowering.array("a", port: 0, isWritten: false),
        lowering.array("b", port: last, isWritten: false),
        lowering.array("c", port: last, isWritten: true),
      ],
      streams: [], buffers: [parts.buffer],
      body: isOverlapped
        ? [.region(.dataflow(processes.map { $0.inside([rows, columns]) }))]
        : [.loop(rows, [.region(.sequence(loop: columns, processes))])])
  }

  private var isOverlapped: Bool { design.schedule == .overlapped }
}

extension Process {
  /// The process with more loops around its own.
  func inside(_ outer: [LoopLevel]) -> Process {
    var process = self
    process.loops = outer + loops
    return process
  }
}

/// The two processes of a blocked transposition.
private struct PtransParts {
  let lowering: KernelLowering
  let block: Int
  let isOverlapped: Bool

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }

  /// Banks of the block.
  private var width: Int { nextPowerOfTwo(lanes) }
  /// Whether a beat reaches every bank, so that its lanes only have to be turned.
  private var isTurned: Bool { lanes > 1 && lanes == width }

  /// Cycles of moving the lanes of a beat to the banks, or back.
  private static let rotationCycles = 1

  var buffer: Buffer {
    Buffer(
      name: "block_a", lanes: width, depth: block * (block / lanes), storage: design.storage,
      handover: isOverlapped ? "column_block" : nil)
  }

  /// A row of the block after the other, `block / lanes` beats each.
  var load: Process {
    let rotated = rotation("x", into: "spread", by: .subtract(.counter("bank"), .counter("line")))
    return Process(
      name: "load_block",
      loops: [LoopLevel("line", number(block)), LoopLevel("part", number(block / lanes))],
      initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles + Self.rotationCycles,
      body: [.load(array: "a", index: sourceIndex, into: "x")] + rotated + [
        .scatter(buffer: "block_a", place: rowPlace, value: isTurned ? "spread" : "x")
      ])
  }

  /// A column of the block after the other, with rows of the other two matrices.
  var add: Process {
    let sum = LaneExpression.add(.value(isTurned ? "across" : "column"), .value("y"))
    let rotated = rotation("column", into: "across", by: .counter("bank") + .counter("row"))
    return Process(
      name: "add_block",
      loops: [
        LoopLevel("tile", number(block / lanes)), LoopLevel("row", number(lanes)),
        LoopLevel("part", number(block / lanes)),
      ],
      initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles + Self.rotationCycles
        + lowering.expressionLatency(sum),
      body: [.gather(buffer: "block_a", place: columnPlace, into: "column", when: .always)]
        + rotated + [
          .load(array: "b", index: resultIndex, into: "y"),
          .map(into: "total", lanes: lanes, sum),
          .store(array: "c", index: resultIndex, value: "total"),
        ])
  }

  // MARK: Places

  private func number(_ value: Int) -> IndexExpression { .constant(UInt32(clamping: value)) }

  private var banks: [LoopLevel] { [LoopLevel("bank", number(lanes))] }

  /// The number modulo the number of banks, a power of two.
  private func bank(_ index: IndexExpression) -> IndexExpression { .and(index, number(width - 1)) }

  /// The vector with its lanes in another order, where a beat reaches every bank.
  private func rotation(
    _ from: String, into: String, by index: IndexExpression
  ) -> [Statement] {
    isTurned ? [.array(into: into, lanes: banks, .lane(from, bank(index)), binding: nil)] : []
  }

  /// Beats of a row of a block.
  private var beats: IndexExpression { number(block / lanes) }

  /// In the unit's columns of the first matrix: the block in the row of blocks that is the result's
  /// column of blocks.
  private var sourceIndex: IndexExpression {
    let line = .counter("column_block") * number(block) + .counter("line")
    return line * (.size("rows") * beats) + .counter("row_block") * beats + .counter("part")
  }

  private var resultIndex: IndexExpression {
    let row = .counter("tile") * number(lanes) + .counter("row")
    let line = .counter("row_block") * number(block) + row
    return line * (.size("blocks") * beats) + .counter("column_block") * beats + .counter("part")
  }

  /// A row's beat: one word of the banks.
  private var rowPlace: LanePlace {
    let column = .counter("part") * number(lanes) + .counter("bank")
    return LanePlace(
      lanes: banks, word: .counter("line") * beats + .counter("part"),
      bank: isTurned || lanes == 1 ? .counter("bank") : bank(.counter("line") + column))
  }

  /// A column's beat: bank k holds the row whose number, with the column's, is k modulo the banks.
  private var columnPlace: LanePlace {
    guard isTurned || lanes == 1 else {
      let line = .counter("part") * number(lanes) + .counter("bank")
      let column = .counter("tile") * number(lanes) + .counter("row")
      return LanePlace(
        lanes: banks, word: line * beats + .counter("tile"), bank: bank(line + column))
    }
    let lane = bank(.subtract(.counter("bank"), .counter("row")))
    let line = .counter("part") * number(lanes) + lane
    return LanePlace(
      lanes: banks, word: line * beats + .counter("tile"), bank: .counter("bank"))
  }
}
