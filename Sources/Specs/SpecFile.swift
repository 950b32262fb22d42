import Foundation

/// What a YAML file describes.
enum SpecKind: String, CaseIterable {
  case board, memory, fabric, operators, kernel

  /// The folder below `Boards` that holds files of this kind; empty for boards and kernels.
  var folder: String {
    switch self {
    case .memory: "memories"
    case .fabric: "fabrics"
    case .operators: "operators"
    case .board, .kernel: ""
    }
  }

  /// Keys at the top of such a file.
  var keys: [String] {
    switch self {
    case .board: BoardSpec.keys
    case .memory: MemorySpec.keys
    case .fabric: FabricSpec.keys
    case .operators: OperatorTable.keys
    case .kernel: KernelSpec.keys
    }
  }
}

/// Paths and files as the specs use them: `/` between parts, printed the way they were given.
enum SpecFile {
  /// Whether an argument names a file rather than an entry of the catalogue.
  static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".yaml") || text.hasSuffix(".yml")
  }

  static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The folder of a path; `.` when it has none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part without its extension.
  static func stem(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where last.hasSuffix(ending) {
      return String(last.dropLast(ending.count))
    }
    return last
  }

  static func exists(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue
  }

  static func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  /// Names of the YAML files in a folder, sorted; empty when there is no such folder.
  static func names(in folder: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return entries.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The text of a file; `nil` with a finding when it cannot be read.
  static func text(at path: String, reader: SpecReader) -> String? {
    guard exists(path) else {
      reader.report("", line: nil, "no such file. Check the path.")
      return nil
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      reader.report("", line: nil, "cannot be read. Check its permissions.")
      return nil
    }
    guard data.count <= 1 << 20 else {
      reader.report(
        "", line: nil, found: "\(data.count) bytes", expected: "at most 1 MiB",
        advice: "This is not a board or kernel file; check the path.")
      return nil
    }
    guard let text = String(data: data, encoding: .utf8) else {
      reader.report("", line: nil, "is not UTF-8 text. Save it as UTF-8.")
      return nil
    }
    return text
  }
}
