import Yams

/// Reads one YAML file and collects everything that is wrong with it.
///
/// Reading never stops at a mistake: each accessor of ``YAMLMapping`` returns `nil` and leaves a
/// finding here, so that a user sees all mistakes of a file at once.
final class SpecReader {
  /// The file as the user named it.
  let file: String
  /// What is wrong, in the order it was found.
  private(set) var findings: [SpecFinding] = []

  init(file: String) { self.file = file }

  /// Records a mistake; `advice` says what to do next.
  func report(
    _ keyPath: String, line: Int?, found: String, expected: String, advice: String
  ) {
    report(keyPath, line: line, "found \(found), expected \(expected). \(advice)")
  }

  /// Records a mistake that is not of the form found and expected.
  func report(_ keyPath: String, line: Int?, _ message: String) {
    findings.append(SpecFinding(file: file, line: line, keyPath: keyPath, message: message))
  }

  /// The top of the file, or `nil` with a finding when the text is not a YAML mapping.
  func root(of text: String) -> YAMLMapping? {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        report(
          "", line: nil, found: "an empty file", expected: "keys and values",
          advice: "Write the file, or copy one that comes with ferrule and change it.")
        return nil
      }
      return YAMLMapping(node, keyPath: "", reader: self)
    } catch let error as YamlError {
      report(syntax: error, in: text)
    } catch {
      report("", line: nil, "cannot be read as YAML: \(error). Fix the syntax.")
    }
    return nil
  }
}

extension SpecReader {
  private func report(syntax error: YamlError, in text: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      report(
        "", line: mark.line,
        "is not YAML in column \(mark.column): \(problem). Fix the syntax there or just above.")
    case .duplicatedKeysInMapping(let keys, let context):
      for key in keys { report(duplicate: key, from: context.mark.line, in: text) }
    case .reader(let problem, _, _, _):
      report("", line: nil, "is not YAML: \(problem). Save the file as UTF-8 text.")
    default:
      report("", line: nil, "is not YAML: \(error). Fix the syntax.")
    }
  }

  /// Yams names the block only; the second line that begins with the key is the one to look at.
  private func report(duplicate key: String, from first: Int, in text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var seen: [Int: Int] = [:]
    for number in max(first, 1)..<max(lines.count + 1, first + 1) where number <= lines.count {
      let content = lines[number - 1].drop { $0 == " " || $0 == "-" }
      guard content.hasPrefix(key + ":") else { continue }
      let column = lines[number - 1].count - content.count
      if let earlier = seen[column] {
        return report(
          key, line: number,
          "found twice, first in line \(earlier), expected once. Remove one of the two.")
      }
      seen[column] = number
    }
    report(key, line: first, "found twice in this block, expected once. Remove one of the two.")
  }
}
