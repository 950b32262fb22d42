import Foundation
import KernelIR
import Quantities
import Runners
import Specs

/// Turns a lowered kernel, a run and a build into what a worker is asked to do.
struct RunRequestBuilder {
  let lowered: LoweredJob
  let kernel: XRTBuild.Kernel
  let store: ContentsStore

  /// What the runs of one repetition are when the problem is cut to fit the banks.
  struct Chunks: Hashable {
    /// Launches of one repetition.
    var count: Int
    /// The arguments of each of them.
    var run: RunArguments
  }

  /// The request.
  ///
  /// - Throws: `DesignError` for a problem that no bank holds; ``CallFailure`` when contents cannot be
  ///   written.
  func request(warmup: Int, repetitions: Int, milliseconds: UInt32) throws -> RunRequest {
    let chunks = try chunks()
    var units: [UnitRequest] = []
    var shared: RunBytes?
    for number in 0..<lowered.job.design.computeUnits {
      guard kernel.units.indices.contains(number) else { break }
      var run = chunks.run
      // Only units that draw their own places have results of their own.
      let isOwn = lowered.job.kernel.structure == .randomAccess
      if isOwn { run.unit = number }
      let bytes = try (isOwn ? nil : shared) ?? RunBytes(lowered.check, run: run)
      shared = bytes
      units.append(
        UnitRequest(
          name: kernel.instance(kernel.units[number]),
          arguments: try arguments(run, bytes, unit: number)))
    }
    return RunRequest(
      units: units, warmup: warmup, repetitions: repetitions, launches: chunks.count,
      milliseconds: milliseconds)
  }

  private func arguments(
    _ run: RunArguments, _ bytes: RunBytes, unit: Int
  ) throws -> [ArgumentRequest] {
    let sizes = run.sizes(tileBeats: lowered.job.design.tileBeats)
    var values: [ArgumentRequest.Value] = try bytes.buffers.map { buffer in
      .buffer(
        BufferRequest(
          name: buffer.name, bytes: buffer.bytes, contents: try buffer.contents.map(store.contents),
          isChanged: buffer.isUpdated,
          expected: buffer.name == bytes.output ? try expectation(bytes) : nil))
    }
    values += lowered.program.sizes.map { .word(sizes[$0] ?? 0) }
    for scalar in lowered.program.scalars {
      let type = kernel.arguments.first { $0.index == values.count }?.type ?? ""
      values.append(try value(of: scalar, type))
    }
    return values.enumerated().map { ArgumentRequest(index: $0, value: $1) }
  }

  private func expectation(_ bytes: RunBytes) throws -> BufferExpectation {
    BufferExpectation(
      contents: try store.contents(bytes.expected), bytes: bytes.expectedBytes,
      elementType: lowered.program.elementType.rawValue,
      tolerance: bytes.tolerance.map { .init(block: $0.block, relative: $0.relative) })
  }

  /// XRT takes `float` and `double` as numbers and everything else as bits, of 32 or 64 by the size in
  /// the xclbin (`class argument` of XRT's xrt_kernel.cpp).
  private func value(of scalar: ScalarArgument, _ type: String) throws -> ArgumentRequest.Value {
    let element = lowered.program.elementType
    let number = scalar.number(for: element)
    if type == "float" { return .number(Double(Float(number))) }
    if type == "double" { return .number(number) }
    let bits = try element.accept(ScalarBits(number: number))
    return element.bytes == 4 ? .word(UInt32(truncatingIfNeeded: bits)) : .doubleWord(bits)
  }

  // MARK: Chunks

  /// The run, or equal parts of it that fit the banks, for kernels that go through tiles in order.
  func chunks() throws(DesignError) -> Chunks {
    let run = lowered.job.run
    guard let tight = tightest(run) else { return Chunks(count: 1, run: run) }
    let structure = lowered.job.kernel.structure
    let tile = max(1, lowered.job.design.tileBeats)
    let tiles = run.beats / tile
    guard [.roofline, .elementwise].contains(structure), run.beats % tile == 0 else {
      throw DesignError(subject: lowered.job.label, reasons: [tight])
    }
    // The least number of parts that divides the tiles and fits.
    for count in 2...max(2, tiles) where tiles.isMultiple(of: count) {
      var part = run
      part.beats = tiles / count * tile
      if tightest(part) == nil { return Chunks(count: count, run: part) }
    }
    throw DesignError(subject: lowered.job.label, reasons: [tight])
  }

  /// Why a run does not fit the banks; `nil` when it does or when their size is not known.
  private func tightest(_ run: RunArguments) -> String? {
    for (number, array) in lowered.program.arrays.enumerated() {
      for unit in 0..<min(lowered.job.design.computeUnits, kernel.units.count) {
        guard let room = kernel.room(unit: unit, argument: number) else { continue }
        let bytes = RunBytes.bytes(of: array, lowered.check, run)
        guard bytes.map({ $0 > room }) ?? true else { continue }
        let size = bytes.map { "\(ByteCount($0))" } ?? "more bytes than 64 bits count"
        return
          "\(array.name) has \(size), but the banks that \(kernel.units[unit].name) reaches it "
          + "in have \(ByteCount(room)); use a smaller problem"
      }
    }
    return nil
  }
}

/// The bits of a scalar in a type.
private struct ScalarBits: ElementTypeVisitor {
  let number: Double

  func visit<Element: KernelElement>(_ type: Element.Type) -> UInt64 {
    withUnsafeBytes(of: Element.element(number)) { bytes in
      bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
    }
  }
}

/// A kernel job lowered for a board.
struct LoweredJob: Sendable {
  let job: KernelJob
  let board: BoardSpec
  let operation: KernelOperation
  let program: KernelProgram

  /// - Throws: `DesignError` with every reason why it cannot be built or run.
  init(_ job: KernelJob, board: BoardSpec) throws(DesignError) {
    let lowering = try KernelLowering(kernel: job.kernel, board: board, design: job.design)
    try lowering.check(job.run)
    (self.job, self.board, operation) = (job, board, lowering.operation)
    program = try lowering.program()
  }

  var check: FunctionalCheck {
    FunctionalCheck(kernel: job.kernel, operation: operation, design: job.design, program: program)
  }

  /// The run of least work that the kernel has, in place of an empty kernel.
  var smallestRun: RunArguments {
    var run = job.run
    run.passes = 1
    run.tap = 0
    run = check.reducedRun(like: run)
    if [.roofline, .elementwise].contains(job.kernel.structure) {
      run.beats = job.design.tileBeats
    }
    return run
  }
}
