import Quantities
import Yams

/// Reads one style file and collects everything that is wrong with it.
///
/// An accessor that finds a mistake notes it and returns a stand-in, which nobody sees: the style
/// is thrown away when there is any mistake.
final class StyleReader {
  let file: String
  private(set) var mistakes: [PlotStyleError.Mistake] = []

  init(file: String) { self.file = file }

  /// Notes a mistake.
  func note(_ place: StylePlace, found: String, expected: String) {
    note(
      line: place.line, keyPath: place.keyPath,
      "found \(found), expected \(expected). Correct the value or restore the original file.")
  }

  /// Notes a mistake that is not of the form found and expected.
  func note(line: Int?, keyPath: String, _ message: String) {
    mistakes.append(.init(file: file, line: line, keyPath: keyPath, message: message))
  }

  /// The top of the file.
  func root(of text: String) -> StylePlace {
    do {
      return StylePlace(node: try Yams.compose(yaml: text), keyPath: "", line: 1, reader: self)
    } catch let error as YamlError {
      note(line: Self.line(of: error), keyPath: "", "is not YAML: \(error). Fix the syntax.")
    } catch {
      note(line: nil, keyPath: "", "is not YAML: \(error). Fix the syntax.")
    }
    return StylePlace(node: nil, keyPath: "", line: nil, reader: self)
  }

  private static func line(of error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }
}

/// A value in a style file, or the place where one is missing.
struct StylePlace {
  let node: Node?
  let keyPath: String
  let line: Int?
  let reader: StyleReader

  /// The block with exactly these keys; other keys and missing ones are noted.
  func block(_ keys: [String]) -> [String: StylePlace] {
    guard let mapping = node?.mapping else {
      mistake("a block with the keys \(keys.joined(separator: ", "))")
      return [:]
    }
    var places: [String: StylePlace] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? "?"
      places[name] = child(name, value)
      if !keys.contains(name) { noteUnknown(name, value, valid: keys) }
    }
    for key in keys where places[key] == nil {
      child(key, nil).mistake("a value")
    }
    return places
  }

  /// The entries of a list that is not empty.
  var entries: [StylePlace] {
    guard let sequence = node?.sequence, !sequence.isEmpty else {
      mistake("a list with one entry or more")
      return []
    }
    return places(sequence)
  }

  /// Text that is not empty.
  var text: String {
    if let text = node?.scalar?.string, !text.isEmpty { return text }
    mistake("text")
    return ""
  }

  /// A CSS list of font families, without anything that could end the declaration.
  var fontList: String {
    let text = node?.scalar?.string ?? ""
    if text.wholeMatch(of: /[A-Za-z0-9 ,'_-]+/) != nil { return text }
    mistake("font names with commas between, e.g. \"'DejaVu Sans', sans-serif\"")
    return ""
  }

  /// One character that takes one terminal cell.
  func sign(ascii: Bool) -> String {
    let text = node?.scalar?.string ?? ""
    let isPlain = !ascii || text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    if text.count == 1, PrintableText.width(text) == 1, isPlain { return text }
    mistake(ascii ? "one ASCII character" : "one character that is one cell wide")
    return "?"
  }

  /// A colour, `#RRGGBB`.
  var hexColor: String {
    let text = node?.scalar?.string ?? ""
    if text.wholeMatch(of: /#[0-9A-Fa-f]{6}/) != nil { return text }
    mistake("a colour such as \"#0072B2\"")
    return "#000000"
  }

  /// A whole number in a range.
  func integer(in range: ClosedRange<Int>) -> Int {
    if let number = node?.int, range.contains(number) { return number }
    mistake("a whole number from \(range.lowerBound) to \(range.upperBound)")
    return range.lowerBound
  }

  /// A number in a range.
  func number(in range: ClosedRange<Double>) -> Double {
    if let number = node?.float, range.contains(number) { return number }
    mistake(
      "a number from \(SIPrefix.significant(range.lowerBound)) to "
        + SIPrefix.significant(range.upperBound))
    return range.lowerBound
  }

  /// Lengths drawn and left out: an even count of numbers, or an empty list.
  func lengths(_ counts: [Int]) -> [StylePlace] {
    if let sequence = node?.sequence, counts.contains(sequence.count) { return places(sequence) }
    mistake("a list of \(counts.map(String.init).joined(separator: " or ")) lengths")
    return []
  }

  private func places(_ sequence: Node.Sequence) -> [StylePlace] {
    sequence.enumerated().map { index, node in
      StylePlace(
        node: node, keyPath: "\(keyPath)[\(index)]", line: node.mark?.line ?? line,
        reader: reader)
    }
  }

  private func child(_ name: String, _ node: Node?) -> StylePlace {
    StylePlace(
      node: node, keyPath: keyPath.isEmpty ? name : "\(keyPath).\(name)",
      line: node?.mark?.line ?? line, reader: reader)
  }

  private func noteUnknown(_ name: String, _ node: Node, valid: [String]) {
    let nearest = NearestNames.sorted(valid, to: name).prefix(3).joined(separator: ", ")
    let place = child(name, node)
    reader.note(
      line: place.line, keyPath: place.keyPath,
      "unknown key; nearest valid keys: \(nearest). Rename or remove it.")
  }

  private func mistake(_ expected: String) {
    reader.note(self, found: found, expected: expected)
  }

  private var found: String {
    guard let node else { return "nothing" }
    if let scalar = node.scalar {
      return scalar.string.isEmpty ? "nothing" : "\"\(scalar.string.prefix(60))\""
    }
    return node.sequence == nil ? "a block" : "a list of \(node.sequence?.count ?? 0)"
  }
}
