package import struct Measurements.Measurement

/// One thing that is measured: a kernel of a program with its arguments, and what one turn does.
package struct HostPoint: Hashable, Sendable {
  /// What is measured together, its repetitions interleaved; in this order.
  package enum Phase: String, Sendable, CaseIterable {
    case compute, memory, roofline
  }

  /// The program.
  package var program: HostProgram
  /// Its kernel.
  package var kernel: String
  /// Threads, 1 or more.
  package var threads: Int
  /// Bytes of the working set of each thread.
  package var bytes: Int
  /// Arithmetic operations of one turn of all threads.
  package var operations: Int?
  /// Bytes that one turn of all threads reads; `nil` for none.
  package var bytesRead: Int?
  /// Bytes that one turn of all threads writes; `nil` for none.
  package var bytesWritten: Int?
  /// What is measured together.
  package var phase: Phase
  /// A row without results.
  package var row: Measurement
  /// Where the contents of the kernel's arrays lie as files; `nil` for kernels that make them.
  package var folder: String?

  /// Creates a point of a kernel that moves nothing and computes nothing yet.
  package init(
    program: HostProgram, kernel: String, threads: Int, bytes: Int, phase: Phase, row: Measurement
  ) {
    self.program = program
    self.kernel = kernel
    self.threads = threads
    self.bytes = bytes
    self.phase = phase
    self.row = row
  }

  /// A few words for progress lines and messages.
  package var label: String {
    let place = row.memory.isEmpty && bytes > 0 ? "\(bytes >> 10) KiB" : row.memory
    return [row.kernel, row.operation, row.elementType, place]
      .filter { !$0.isEmpty }.joined(separator: " ") + (row.chain.map { " chain \($0)" } ?? "")
  }

  /// A row of the results of some turns; counts that leave 64 bits stay unknown.
  func row(turns: Int, repetition: Int) -> Measurement {
    var row = row
    row.repetition = repetition
    func total(_ perTurn: Int?) -> Int? {
      guard let perTurn else { return nil }
      let (product, overflow) = perTurn.multipliedReportingOverflow(by: turns)
      return overflow ? nil : product
    }
    row.operations = total(operations)
    row.bytesRead = total(bytesRead)
    row.bytesWritten = total(bytesWritten)
    return row
  }
}
