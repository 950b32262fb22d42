import Quantities
import Yams

/// One block of keys and values in a file: knows its place and reports what is wrong in it.
///
/// Every accessor that returns `nil` has left a finding in the reader.
struct YAMLMapping {
  /// Where the block is, e.g. `memories[0]`; empty at the top of the file.
  let keyPath: String
  /// The line that the block begins in.
  let line: Int?
  let reader: SpecReader
  private let nodes: [String: Node]

  /// Reports when `node` is not a mapping or a key is not plain text.
  init?(_ node: Node, keyPath: String, reader: SpecReader) {
    guard case .mapping(let mapping) = node else {
      reader.report(
        keyPath, line: node.mark?.line, found: node.shortText, expected: "a block of keys",
        advice: "Write `key: value` lines, indented by two spaces.")
      return nil
    }
    var nodes: [String: Node] = [:]
    for (key, value) in mapping {
      if let name = key.scalar?.string {
        nodes[name] = value
      } else {
        reader.report(
          keyPath, line: key.mark?.line, found: "a key that is not text", expected: "a name",
          advice: "Write `key: value`.")
      }
    }
    self.keyPath = keyPath
    line = mapping.mark?.line
    self.reader = reader
    self.nodes = nodes
  }

  /// The keys of the block, sorted.
  var keys: [String] { nodes.keys.sorted() }

  /// Reports every key that is not one of `allowed`, with the nearest valid ones.
  func expectKeys(_ allowed: [String]) {
    for key in keys where !allowed.contains(key) {
      let nearest = NearestNames.sorted(allowed, to: key).prefix(3).map { "`\($0)`" }
      reader.report(
        path(key), line: nodes[key]?.mark?.line,
        "unknown key; nearest valid keys: \(nearest.joined(separator: ", ")). "
          + "Rename or remove it.")
    }
  }

  /// The value of a key; `nil` when the key or its value is absent, without a finding.
  func optional(_ key: String) -> Node? {
    guard let node = nodes[key] else { return nil }
    if case .scalar(let scalar) = node, scalar.string.isEmpty { return nil }
    return node
  }

  /// The value of a key that must be there.
  func required(_ key: String, expected: String) -> Node? {
    if let node = optional(key) { return node }
    reader.report(
      path(key), line: nodes[key]?.mark?.line ?? line, found: "nothing", expected: expected,
      advice: "Add `\(key):` to this block.")
    return nil
  }

  /// The line of a key's value, or of the block.
  func line(of key: String) -> Int? { nodes[key]?.mark?.line ?? line }

  /// The key path of a key in this block.
  func path(_ key: String) -> String { keyPath.isEmpty ? key : "\(keyPath).\(key)" }

  /// Reports a mistake in the value of a key.
  func report(_ key: String, found: String, expected: String, advice: String) {
    reader.report(
      path(key), line: line(of: key), found: found, expected: expected, advice: advice)
  }

  /// Reports a mistake in one entry of a list.
  func report(
    _ key: String, entry index: Int, found: String, expected: String, advice: String
  ) {
    let entry = nodes[key]?.sequence.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    reader.report(
      "\(path(key))[\(index)]", line: entry?.mark?.line ?? line(of: key), found: found,
      expected: expected, advice: advice)
  }
}

extension YAMLMapping {
  /// A block inside this one.
  func mapping(_ key: String) -> YAMLMapping? {
    required(key, expected: "a block of keys").flatMap {
      YAMLMapping($0, keyPath: path(key), reader: reader)
    }
  }

  /// A list of blocks that may not be empty; entries that are not blocks are reported and left out.
  func mappings(_ key: String) -> [YAMLMapping]? {
    sequence(key, of: "blocks")?.enumerated().compactMap { index, node in
      YAMLMapping(node, keyPath: "\(path(key))[\(index)]", reader: reader)
    }
  }

  /// A list that may not be empty.
  func sequence(_ key: String, of entries: String) -> [Node]? {
    guard let node = required(key, expected: "a list of \(entries)") else { return nil }
    guard case .sequence(let sequence) = node, !sequence.isEmpty else {
      report(
        key, found: node.shortText, expected: "a list of \(entries) that is not empty",
        advice: "Write one entry per line, each beginning with `- `.")
      return nil
    }
    return Array(sequence)
  }
}

extension Node {
  /// The value as it appears in a message: scalars in full up to 60 characters, else the kind.
  var shortText: String {
    switch self {
    case .scalar(let scalar):
      scalar.string.count > 60 ? "\"\(scalar.string.prefix(57))...\"" : scalar.quotedText
    case .mapping: "a block of keys"
    case .sequence(let sequence): sequence.isEmpty ? "an empty list" : "a list"
    case .alias: "an alias"
    }
  }
}

extension Node.Scalar {
  fileprivate var quotedText: String { string.isEmpty ? "nothing" : "`\(string)`" }
}
