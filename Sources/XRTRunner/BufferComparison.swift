import Foundation
import KernelIR
import Specs

/// Compares what a buffer holds with what it must hold.
struct BufferComparison {
  let name: String
  let expectation: BufferExpectation
  let type: ElementType

  /// - Throws: ``CallFailure`` for a type that nobody knows.
  init(name: String, expectation: BufferExpectation) throws(CallFailure) {
    guard let type = ElementType(rawValue: expectation.elementType) else {
      throw CallFailure(call: "", reason: "no element type \(expectation.elementType)")
    }
    self.type = type
    self.name = name
    self.expectation = expectation
  }

  /// The first difference in words.
  ///
  /// - Parameter found: The buffer, at least as long as what is expected.
  /// - Returns: `nil` when there is none.
  /// - Throws: ``CallFailure`` when what is expected cannot be read.
  func difference(_ found: UnsafeRawBufferPointer) throws -> String? {
    guard found.count >= expectation.bytes else {
      return "\(name) has \(found.count) bytes, expected \(expectation.bytes)"
    }
    let found = UnsafeRawBufferPointer(rebasing: found[..<expectation.bytes])
    let expected: Data
    switch expectation.contents {
    case .repeated(let data): expected = Self.block(of: data)
    case .file(let path): expected = try BufferFill.file(path)
    }
    guard !expected.isEmpty || found.isEmpty else { return "nothing is expected of \(name)" }
    if let tolerance = expectation.tolerance {
      return try type.accept(
        NearComparison(name: name, tolerance: tolerance, found: found, expected: expected))
    }
    return try exactDifference(found, expected)
  }

  /// Long enough for whole blocks to be compared at once, a multiple of the period.
  private static func block(of data: Data) -> Data {
    guard !data.isEmpty else { return data }
    let times = max(1, 65_536 / data.count)
    var block = Data(capacity: times * data.count)
    for _ in 0..<times { block.append(data) }
    return block
  }

  private func exactDifference(
    _ found: UnsafeRawBufferPointer, _ expected: Data
  ) throws -> String? {
    try expected.withUnsafeBytes { expected in
      guard let right = expected.baseAddress, let left = found.baseAddress else { return nil }
      for start in stride(from: 0, to: found.count, by: expected.count) {
        let count = min(expected.count, found.count - start)
        guard memcmp(left + start, right, count) != 0 else { continue }
        let part = UnsafeRawBufferPointer(start: left + start, count: count)
        let offset = zip(part, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        let element = offset / type.bytes
        let value = ElementText(offset: element * type.bytes)
        return try "\(name)[\((start + offset) / type.bytes)] is "
          + "\(type.accept(value.of(part))), expected \(type.accept(value.of(expected)))"
      }
      return nil
    }
  }
}

/// One element in words.
private struct ElementText {
  let offset: Int

  func of(_ memory: UnsafeRawBufferPointer) -> Visitor { Visitor(offset: offset, memory: memory) }

  struct Visitor: ElementTypeVisitor {
    let offset: Int
    let memory: UnsafeRawBufferPointer

    func visit<Element: KernelElement>(_ type: Element.Type) -> String {
      guard offset + MemoryLayout<Element>.size <= memory.count else { return "cut off" }
      return "\(memory.loadUnaligned(fromByteOffset: offset, as: type))"
    }
  }
}

/// Elements that are near enough, as the functional check of the model has it.
private struct NearComparison: ElementTypeVisitor {
  let name: String
  let tolerance: BufferExpectation.Tolerance
  let found: UnsafeRawBufferPointer
  let expected: Data

  func visit<Element: KernelElement>(_ type: Element.Type) -> String? {
    let size = MemoryLayout<Element>.size
    guard expected.count >= found.count else {
      return "\(name) has \(found.count) bytes, expected \(expected.count)"
    }
    return expected.withUnsafeBytes { expected -> String? in
      func element(_ memory: UnsafeRawBufferPointer, _ index: Int) -> Element {
        memory.loadUnaligned(fromByteOffset: index * size, as: type)
      }
      let count = found.count / size
      let block = max(1, tolerance.block)
      for start in stride(from: 0, to: count, by: block) {
        let part = start..<min(start + block, count)
        let norm = part.reduce(0.0) { sum, index in
          let number = element(expected, index).number
          return sum + number * number
        }.squareRoot()
        // Written so that what is not a number is never near.
        for index in part {
          let (value, wanted) = (element(found, index), element(expected, index))
          guard abs(value.number - wanted.number) <= tolerance.relative * norm else {
            return "\(name)[\(index)] is \(value), expected \(wanted)"
          }
        }
      }
      return nil
    }
  }
}
