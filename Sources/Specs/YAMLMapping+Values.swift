import Quantities
import Yams

extension YAMLMapping {
  /// A text that is not empty.
  func text(_ key: String, expected: String = "a text") -> String? {
    guard let node = required(key, expected: expected) else { return nil }
    guard let text = node.scalar?.string else {
      report(
        key, found: node.shortText, expected: expected, advice: "Write the text on one line.")
      return nil
    }
    return text
  }

  /// Texts that are not empty; the list itself may not be empty.
  func texts(_ key: String) -> [String]? {
    guard let nodes = sequence(key, of: "texts") else { return nil }
    let texts = nodes.compactMap(\.scalar?.string).filter { !$0.isEmpty }
    guard texts.count == nodes.count else {
      report(
        key, found: "an entry that is not a text", expected: "a list of texts",
        advice: "Put each text in quotes.")
      return nil
    }
    return texts
  }

  /// A whole number in a range.
  func count(_ key: String, in range: ClosedRange<Int> = Self.anyCount) -> Int? {
    let expected = Self.describe(range)
    guard let node = required(key, expected: expected) else { return nil }
    guard let text = node.scalar?.string, let value = Int(text), range.contains(value) else {
      report(key, found: node.shortText, expected: expected, advice: "Fix the value.")
      return nil
    }
    return value
  }

  /// A whole number that may be absent.
  func optionalCount(_ key: String, in range: ClosedRange<Int> = Self.anyCount) -> Int? {
    optional(key) == nil ? nil : count(key, in: range)
  }

  /// A finite number.
  func number(_ key: String) -> Double? {
    guard let node = required(key, expected: "a number") else { return nil }
    guard let text = node.scalar?.string, let value = Double(text), value.isFinite else {
      report(
        key, found: node.shortText, expected: "a finite number", advice: "Fix the value.")
      return nil
    }
    return value
  }

  /// A share of something, 0–1.
  func share(_ key: String) -> Double? {
    guard let node = required(key, expected: "a share from 0 to 1") else { return nil }
    guard let text = node.scalar?.string, let value = Double(text), (0...1).contains(value) else {
      report(
        key, found: node.shortText, expected: "a share from 0 to 1",
        advice: "Write 80 % as `0.8`.")
      return nil
    }
    return value
  }

  /// A quantity with its unit, such as `300 MHz`, greater than zero.
  func quantity<Value: Quantity>(_ key: String, as type: Value.Type = Value.self) -> Value? {
    guard let value = quantityOrZero(key, as: type) else { return nil }
    guard value.value > 0 else {
      report(
        key, found: "`\(value)`", expected: "more than zero",
        advice: "Write a value such as `\(Value.example)`.")
      return nil
    }
    return value
  }

  /// A quantity with its unit that may be zero.
  func quantityOrZero<Value: Quantity>(_ key: String, as: Value.Type = Value.self) -> Value? {
    let expected = "a quantity such as `\(Value.example)`"
    guard let node = required(key, expected: expected) else { return nil }
    guard let text = node.scalar?.string else {
      report(key, found: node.shortText, expected: expected, advice: "Write number and unit.")
      return nil
    }
    do {
      return try Value(parsing: text)
    } catch {
      reader.report(
        path(key), line: line(of: key),
        "found \(node.shortText), \(error.reason); expected \(expected). Write number and unit.")
      return nil
    }
  }

  /// A size such as `256 MiB`, from 1 byte to 1 PiB.
  func byteCount(_ key: String) -> ByteCount? {
    let expected = "a size such as `256 MiB`, up to 1024 TiB"
    guard let node = required(key, expected: expected) else { return nil }
    guard let text = node.scalar?.string, let size = try? ByteCount(parsing: text),
      (1...(1 << 50)).contains(size.value)
    else {
      report(
        key, found: node.shortText, expected: expected, advice: "Write a whole number and unit.")
      return nil
    }
    return size
  }

  /// Counts as foreign files may have them: not negative, and small enough to be added up.
  static var anyCount: ClosedRange<Int> { 0...1_000_000_000 }
  /// Counts of things that must be there.
  static var positiveCount: ClosedRange<Int> { 1...1_000_000_000 }

  private static func describe(_ range: ClosedRange<Int>) -> String {
    switch range {
    case anyCount: "a whole number that is not negative"
    case positiveCount: "a positive integer"
    case _ where range.lowerBound == 1: "a positive integer up to \(range.upperBound)"
    default: "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
