import Quantities

import Yams

extension YAMLMapping {
  /// Source and evidence, which every block needs.
  func provenance() -> Provenance? {
    let source = text("source", expected: "where the numbers of this block come from")
    let evidence = choice("evidence", of: Evidence.self)
    guard let source, let evidence else { return nil }
    return Provenance(source: source, evidence: evidence)
  }

  /// One of the words of a vocabulary.
  func choice<Choice>(_ key: String, of type: Choice.Type = Choice.self) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    let valid = Choice.allCases.map(\.rawValue)
    guard let node = required(key, expected: "one of \(valid.joined(separator: ", "))") else {
      return nil
    }
    if let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) { return choice }
    let nearest = NearestNames.sorted(valid, to: node.scalar?.string ?? "")
    report(
      key, found: node.shortText, expected: "one of \(nearest.joined(separator: ", "))",
      advice: "Write one of these.")
    return nil
  }

  /// A list of words of a vocabulary, each at most once.
  func choices<Choice>(_ key: String, of type: Choice.Type = Choice.self) -> [Choice]?
  where Choice: RawRepresentable<String> & CaseIterable & Hashable {
    guard let texts = texts(key) else { return nil }
    var choices: [Choice] = []
    for (index, text) in texts.enumerated() {
      guard let choice = Choice(rawValue: text) else {
        let nearest = NearestNames.sorted(Choice.allCases.map(\.rawValue), to: text)
        report(
          key, entry: index, found: "`\(text)`",
          expected: "one of \(nearest.joined(separator: ", "))", advice: "Write one of these.")
        continue
      }
      if choices.contains(choice) {
        report(
          key, entry: index, found: "`\(text)` twice", expected: "each entry once",
          advice: "Remove one of the two.")
      }
      choices.append(choice)
    }
    return choices.count == texts.count && Set(choices).count == choices.count ? choices : nil
  }

  /// A name for commands and files: lower case, digits, and `-`, `_` or `.` between them.
  func name(_ key: String) -> String? {
    guard let name = text(key) else { return nil }
    guard SpecName.isValid(name) else {
      report(
        key, found: "`\(name)`", expected: "lower-case letters, digits and `-`",
        advice: "Begin with a letter or digit and leave out spaces.")
      return nil
    }
    return name
  }

  /// A name that generated code can use: a C identifier that is not a word of the language.
  func identifier(_ key: String) -> String? {
    guard let name = text(key) else { return nil }
    guard SpecName.isIdentifier(name) else {
      report(
        key, found: "`\(name)`", expected: "a C identifier",
        advice: SpecName.identifierAdvice)
      return nil
    }
    return name
  }

  /// A list of C identifiers, which may be absent or empty.
  func identifiers(_ key: String) -> [String]? {
    guard let node = optional(key) else { return [] }
    if case .sequence(let sequence) = node, sequence.isEmpty { return [] }
    guard let names = texts(key) else { return nil }
    for (index, name) in names.enumerated() where !SpecName.isIdentifier(name) {
      report(
        key, entry: index, found: "`\(name)`", expected: "a C identifier",
        advice: SpecName.identifierAdvice)
    }
    return names.allSatisfy(SpecName.isIdentifier) ? names : nil
  }

  /// Reports each block whose name an earlier block has.
  static func expectUnique(_ blocks: [(mapping: YAMLMapping, name: String?)], key: String) {
    var seen: Set<String> = []
    for (mapping, name) in blocks {
      guard let name, !seen.insert(name).inserted else { continue }
      mapping.report(
        key, found: "`\(name)` a second time", expected: "a name that no other entry has",
        advice: "Rename or remove one of the two.")
    }
  }
}

/// What names in spec files may look like.
enum SpecName {
  static let identifierAdvice =
    "Use letters, digits and `_`, not a digit first, and no word of C or OpenCL."

  /// Words that generated kernels use themselves or that C, C++ and OpenCL reserve.
  private static let reserved: Set<String> = [
    "auto", "bool", "break", "case", "char", "class", "const", "constant", "continue", "default",
    "delete", "do", "double", "else", "enum", "extern", "float", "for", "global", "goto", "half",
    "if", "inline", "int", "kernel", "local", "long", "main", "namespace", "new", "operator",
    "private", "public", "register", "restrict", "return", "short", "signed", "sizeof", "static",
    "struct", "switch", "template", "this", "typedef", "union", "unsigned", "void", "volatile",
    "while",
  ]

  static func isValid(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, name.count <= 64 else { return false }
    guard isLower(first) || isDigit(first) else { return false }
    return name.unicodeScalars.allSatisfy {
      isLower($0) || isDigit($0) || $0 == "-" || $0 == "_" || $0 == "."
    }
  }

  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, name.count <= 64 else { return false }
    return (isLetter(first) || first == "_") && !reserved.contains(name)
      && name.unicodeScalars.allSatisfy { isLetter($0) || isDigit($0) || $0 == "_" }
  }

  private static func isLower(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    isLower(scalar) || ("A"..."Z").contains(scalar)
  }
}
