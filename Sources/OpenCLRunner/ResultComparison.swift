import Foundation
import KernelIR
import Specs

/// Fills memory for runs and compares what they leave there.
struct ResultComparison {
  let expected: OpenCLRequest.Expectation

  /// What memory holds that nobody filled; no element of a result consists of it.
  private static let poison: UInt8 = 0xA5

  /// Fills memory; what nobody gave contents for is poison.
  static func fill(_ memory: UnsafeMutableRawBufferPointer, with contents: OpenCLRequest.Contents?)
  {
    var filled = 0
    switch contents {
    case nil: break
    case .whole(let data):
      filled = min(data.count, memory.count)
      memory.copyBytes(from: data.prefix(filled))
    case .repeated(let data):
      guard let start = memory.baseAddress, !data.isEmpty else { break }
      filled = min(data.count, memory.count)
      memory.copyBytes(from: data.prefix(filled))
      // Doubles what is there until it is enough.
      while filled < memory.count {
        let count = min(filled, memory.count - filled)
        memcpy(start + filled, start, count)
        filled += count
      }
    }
    UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
      .initializeMemory(as: UInt8.self, repeating: poison)
  }

  /// The first difference in words; `nil` when there is none.
  ///
  /// - Throws: ``OpenCLFailure`` for a type that nobody knows or results that are too short.
  func difference(_ found: UnsafeRawBufferPointer) throws(OpenCLFailure) -> String? {
    guard let type = ElementType(rawValue: expected.elementType), found.count >= expected.bytes
    else { throw OpenCLFailure("the result cannot be compared") }
    let right = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, expected.bytes), alignment: 64)
    defer { right.deallocate() }
    Self.fill(right, with: expected.contents)
    let wanted = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(right)[..<expected.bytes])
    let part = UnsafeRawBufferPointer(rebasing: found[..<expected.bytes])
    if let left = part.baseAddress, let right = wanted.baseAddress,
      memcmp(left, right, expected.bytes) == 0
    {
      return nil
    }
    let elements = Elements(found: part, wanted: wanted, expected: expected)
    do { return try type.accept(elements) } catch { throw OpenCLFailure("\(error)") }
  }
}

/// Compares element by element.
private struct Elements: ElementTypeVisitor {
  let found: UnsafeRawBufferPointer
  let wanted: UnsafeRawBufferPointer
  let expected: OpenCLRequest.Expectation

  func visit<Element: KernelElement>(_ type: Element.Type) -> String? {
    let size = MemoryLayout<Element>.size
    func element(_ memory: UnsafeRawBufferPointer, _ index: Int) -> Element {
      memory.loadUnaligned(fromByteOffset: index * size, as: type)
    }
    let block = max(1, expected.block ?? 1)
    let count = found.count / size
    for start in stride(from: 0, to: count, by: block) {
      let part = start..<min(start + block, count)
      let norm = part.reduce(0.0) { sum, index in
        let number = element(wanted, index).number
        return sum + number * number
      }.squareRoot()
      for index in part {
        let (left, right) = (element(found, index), element(wanted, index))
        // Written so that what is not a number is never near.
        if let relative = expected.relative,
          abs(left.number - right.number) <= relative * norm
        {
          continue
        }
        guard left != right || left.number.isNaN else { continue }
        return "element \(index) is \(left), expected \(right)"
      }
    }
    return nil
  }
}
