import Specs

/// The contents of every array of one compute unit before a run and what the output must be after
/// it, as the bytes that lie in the memory of a device: elements of their own width one after the
/// other, as this machine stores them.
package struct RunBytes: Sendable {
  /// Bytes of an array.
  package enum Contents: Hashable, Sendable {
    /// The same bytes again and again, the last time as far as there is room.
    case repeated([UInt8])
    /// All of them.
    case whole([UInt8])
  }

  /// An array of the kernel.
  package struct Buffer: Hashable, Sendable {
    /// The name of the kernel's argument.
    package let name: String
    /// Bytes of the whole array.
    package let bytes: Int
    /// What it holds before a run; `nil` for arrays that the kernel writes as a whole.
    package let contents: Contents?
    /// Whether what it holds before a run is lost in the run.
    package let isUpdated: Bool
  }

  /// Every array in the order of the arguments.
  package let buffers: [Buffer]
  /// Name of the array that holds the result.
  package let output: String
  /// What it must hold, from its start.
  package let expected: Contents
  /// How many bytes of it the run defines.
  package let expectedBytes: Int
  /// How far results may be from that; `nil`: they are equal.
  package let tolerance: ShapeTolerance?

  /// Computes the bytes of a run of one unit by the kernel's mathematical form.
  ///
  /// The cost is that of the reference: a period of test data for roofline and elementwise kernels,
  /// every element for all others.
  ///
  /// - Throws: ``DesignError`` when an array has more bytes than 64 bits count, and for f16 on a
  ///   platform without it.
  package init(_ check: FunctionalCheck, run: RunArguments) throws {
    self = try check.design.elementType.accept(Builder(check: check, run: run))
  }

  fileprivate init(
    buffers: [Buffer], output: String, expected: Contents, expectedBytes: Int,
    tolerance: ShapeTolerance?
  ) {
    self.buffers = buffers
    self.output = output
    self.expected = expected
    self.expectedBytes = expectedBytes
    self.tolerance = tolerance
  }

  /// Bytes of an array of one unit, without its contents.
  ///
  /// - Returns: `nil` when 64 bits cannot count them.
  package static func bytes(
    of array: MemoryArray, _ check: FunctionalCheck, _ run: RunArguments
  ) -> Int? {
    [check.elements(of: array, run), check.program.elementBytes(of: array)].checkedProduct
  }
}

private struct Builder: ElementTypeVisitor {
  let check: FunctionalCheck
  let run: RunArguments

  func visit<Element: KernelElement>(_ type: Element.Type) throws -> RunBytes {
    var number = 0
    var buffers: [RunBytes.Buffer] = []
    for array in check.program.arrays {
      guard let bytes = RunBytes.bytes(of: array, check, run) else {
        throw DesignError(
          subject: "\(check.kernel.name) \(check.operation.name)",
          reasons: ["\(array.name) has more bytes than 64 bits count; use a smaller problem"])
      }
      // A probe writes some places only: the reference has zeros at all others.
      let isPartly = check.kernel.structure == .memoryProbe && !array.isRead
      let contents = array.isRead ? contents(of: array, number, type) : nil
      number += array.isRead ? 1 : 0
      buffers.append(
        RunBytes.Buffer(
          name: array.name, bytes: bytes, contents: isPartly ? .repeated([0]) : contents,
          isUpdated: array.isUpdated || isPartly))
    }
    guard let output = check.program.arrays.last(where: \.isWritten) else {
      throw DesignError(subject: check.kernel.name, reasons: ["it has no output array"])
    }
    let (expected, bytes) = expected(
      type, room: buffers.last { $0.name == output.name }?.bytes ?? 0)
    return RunBytes(
      buffers: buffers, output: output.name, expected: expected, expectedBytes: bytes,
      tolerance: check.kernel.shape(of: check.design)?.tolerance)
  }

  private func contents<Element: KernelElement>(
    of array: MemoryArray, _ number: Int, _ type: Element.Type
  ) -> RunBytes.Contents {
    let own: [Element]? = check.kernel.shape(of: check.design)?.contents(of: array, run)
    guard check.kernel.structure == .pointerChase || own != nil else {
      let period: [Element] = (0..<TestData.period).map {
        TestData.element($0, array: number, type: check.design.elementType)
      }
      return .repeated(bytes(period, of: array))
    }
    let all: [Element] = own ?? check.contents(of: array, number: number, run)
    return .whole(bytes(all, of: array))
  }

  /// Elements in the type of their array: numbers that are places of others have one of their own.
  private func bytes<Element: KernelElement>(
    _ elements: [Element], of array: MemoryArray
  ) -> [UInt8] {
    switch array.elementType {
    case .i8: elements.map { UInt8(truncatingIfNeeded: $0.count) }
    case .i16: Self.bytes(elements.map { UInt16(truncatingIfNeeded: $0.count) })
    case .i32: Self.bytes(elements.map(\.count))
    case .i64: Self.bytes(elements.map { UInt64($0.count) })
    case .f16, .f32, .f64, nil: Self.bytes(elements)
    }
  }

  private static func bytes<Element>(_ elements: [Element]) -> [UInt8] {
    elements.withUnsafeBytes(Array.init)
  }

  /// Where every element depends on inputs at its own place only, one period says it all.
  private func expected<Element: KernelElement>(
    _ type: Element.Type, room: Int
  ) -> (RunBytes.Contents, Int) {
    let isPointwise = [.roofline, .elementwise].contains(check.kernel.structure)
    var run = run
    if isPointwise {
      let lanes = max(1, check.design.lanes)
      run.beats = (TestData.period + lanes - 1) / lanes
    }
    let elements = ReferenceResult<Element>(
      kernel: check.kernel, operation: check.operation, design: check.design, run: run
    ).expected()
    guard isPointwise else {
      let all = Self.bytes(elements)
      return (.whole(all), all.count)
    }
    return (.repeated(Self.bytes(Array(elements.prefix(TestData.period)))), room)
  }
}
