import Specs

/// The board and the kernels that are timed.
struct BenchmarkTarget {
  let board: BoardSpec
  let probe: KernelSpec
  let stream: KernelSpec

  /// Reads the U280 and the kernels.
  ///
  /// - Throws: `SpecError` when a file is missing or wrong.
  init(_ catalog: SpecCatalog) throws(SpecError) {
    board = try catalog.board("u280")
    probe = try catalog.kernel("memory-probe")
    stream = try catalog.kernel("stream")
  }

  /// One of its two kinds of memory.
  enum Memory: String, CaseIterable {
    case ddr4
    case hbm2

    /// What the board calls it.
    var name: String { self == .ddr4 ? "ddr" : "hbm" }
    /// One channel of it, in words.
    var title: String { self == .ddr4 ? "DDR4, one channel" : "HBM2, one pseudo-channel" }
  }

  /// A memory of the board.
  ///
  /// - Throws: ``BenchmarkError`` when the board file does not have it.
  func memory(_ memory: Memory) throws(BenchmarkError) -> BoardMemory {
    guard let found = board.memory(named: memory.name) else {
      throw BenchmarkError("\(board.name) has no memory named \(memory.name)")
    }
    return found
  }
}

/// Why a case cannot run.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
