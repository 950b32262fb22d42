import Foundation
import HLSGenerator

/// A function of a C++ source as clang's own syntax tree has it, with the text of its body.
struct SourceFunction: Equatable {
  /// A parameter.
  struct Parameter: Equatable {
    var name: String
    /// The type as it is written.
    var type: String
    /// Bytes of a value of the type; of a pointer's element where it is a pointer.
    var bytes: Int
    var isPointer: Bool
    /// Whether the elements of a pointer cannot be written.
    var isConstant: Bool
    /// Whether it is a reference, which no register can hold.
    var isReference: Bool
  }

  var name: String
  var parameters: [Parameter]
  /// From the opening brace to the closing one, macros replaced, with its pragmas.
  var body: String
}

/// Reads a function with clang: the source is preprocessed, and its tree printed as JSON
/// (`-Xclang -ast-dump=json`). Values of constants that are appended to the source tell sizes.
struct SyntaxTree {
  /// Path of clang++.
  let compiler: String
  /// Flags beside those of preprocessing.
  let flags: [String]
  /// Where temporary files are, and where relative flags start.
  let folder: URL

  private static let patience = 300.0
  private static let preprocessed = "ferrule_source.ii"

  /// The preprocessed text; two equal ones compile to the same.
  ///
  /// - Throws: ``EmulationError`` with what the compiler says of the source, at the source's own lines.
  func preprocess(_ path: String) throws(EmulationError) -> String {
    let check = CommandRun(
      compiler, ["-w", "-fsyntax-only"] + flags + [path], folder: folder, seconds: Self.patience)
    guard check.end == .exited(0) else {
      throw EmulationError(path, ["\(compiler) does not compile it:\n\(check.output)"])
    }
    let run = CommandRun(
      compiler, ["-w", "-E", "-P"] + flags + ["-o", Self.preprocessed, path], folder: folder,
      seconds: Self.patience)
    let file = folder.appendingPathComponent(Self.preprocessed)
    guard run.end == .exited(0), let data = FileManager.default.contents(atPath: file.path) else {
      throw EmulationError(path, ["\(compiler) cannot preprocess it:\n\(run.output)"])
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The function of a name in a preprocessed text.
  ///
  /// - Throws: ``EmulationError`` when there is none, or clang refuses the source.
  func function(_ name: String, in text: String, path: String) throws(EmulationError)
    -> SourceFunction
  {
    let trees = try trees(text, filter: name, path)
    let found = trees.filter { $0.kind == "FunctionDecl" && $0.name == name && $0.body != nil }
    guard found.count == 1, let tree = found.first, let range = tree.body?.range else {
      let names = Set(trees.filter { $0.body != nil }.compactMap(\.name)).sorted()
      let like = names.isEmpty ? "" : "; with it in their names: \(names.joined(separator: ", "))"
      throw EmulationError(
        path,
        [
          found.isEmpty
            ? "has no function \(name) with a body\(like). Name the kernel with --top."
            : "has \(found.count) functions \(name): a kernel's name cannot be overloaded"
        ])
    }
    let bytes = Array(text.utf8)
    guard let start = range.begin.offset, let end = range.end.offset, start <= end,
      end < bytes.count
    else { throw EmulationError(path, ["clang tells no place of \(name)"]) }
    let parameters = (tree.inner ?? []).filter { $0.kind == "ParmVarDecl" }
    let facts = try facts(text, name, count: parameters.count, path)
    let known = zip(parameters, facts).enumerated().map { number, entry in
      SourceFunction.Parameter(
        name: entry.0.name ?? "argument\(number)", type: entry.0.type?.qualType ?? "",
        bytes: entry.1[0], isPointer: entry.1[1] == 1, isConstant: entry.1[2] == 1,
        isReference: entry.1[3] == 1)
    }
    return SourceFunction(
      name: name, parameters: known, body: String(decoding: bytes[start...end], as: UTF8.self))
  }

  // MARK: Sizes

  /// For each parameter: bytes, pointer, constant, reference.
  private func facts(
    _ text: String, _ name: String, count: Int, _ path: String
  ) throws(EmulationError) -> [[Int]] {
    guard count > 0 else { return [] }
    let constants = (0..<count).map { number in
      let type = "ferrule_facts::argument<\(number), decltype(::\(name))>::type"
      return ["bytes", "is_pointer", "is_constant", "is_reference"].map {
        "\($0)_\(number) = ferrule_facts::fact<\(type)>::\($0)"
      }.joined(separator: ", ")
    }
    let further =
      Self.support + "enum ferrule_fact_list { \(constants.joined(separator: ", ")) };\n"
    let trees = try trees(text + further, filter: "ferrule_fact_list", path)
    let list = trees.first { $0.kind == "EnumDecl" && $0.name == "ferrule_fact_list" }
    let values = (list?.inner ?? []).compactMap(\.constant)
    guard values.count == 4 * count else {
      throw EmulationError(path, ["clang tells no sizes of the parameters of \(name)"])
    }
    return (0..<count).map { Array(values[4 * $0..<4 * $0 + 4]) }
  }

  private static let support = """

    namespace ferrule_facts {
    template <int number, class F> struct argument;
    template <class R, class A, class... B> struct argument<0, R(A, B...)> { typedef A type; };
    template <int number, class R, class A, class... B>
    struct argument<number, R(A, B...)> : argument<number - 1, R(B...)> {};
    template <class T> struct size { enum { value = sizeof(T) }; };
    template <> struct size<void> { enum { value = 1 }; };
    template <> struct size<const void> { enum { value = 1 }; };
    template <class T> struct fact {
      enum { bytes = sizeof(T), is_pointer = 0, is_constant = 0, is_reference = 0 };
    };
    template <class T> struct fact<T *> {
      enum { bytes = size<T>::value, is_pointer = 1, is_constant = 0, is_reference = 0 };
    };
    template <class T> struct fact<const T *> {
      enum { bytes = size<T>::value, is_pointer = 1, is_constant = 1, is_reference = 0 };
    };
    template <class T> struct fact<T &> {
      enum { bytes = 0, is_pointer = 0, is_constant = 0, is_reference = 1 };
    };
    }

    """

  // MARK: clang

  /// A node of the tree, as far as it is looked at.
  private struct Node: Decodable {
    struct Place: Decodable { let offset: Int? }
    struct Range: Decodable {
      let begin: Place
      let end: Place
    }
    struct Kind: Decodable { let qualType: String }

    let kind: String?
    let name: String?
    let type: Kind?
    let value: String?
    let range: Range?
    let inner: [Node]?

    var body: Node? { inner?.first { $0.kind == "CompoundStmt" } }

    /// The value of the first constant expression in it.
    var constant: Int? {
      if kind == "ConstantExpr" { return value.flatMap { Int($0) } }
      return (inner ?? []).lazy.compactMap(\.constant).first
    }
  }

  /// The trees of all declarations whose names contain a text.
  private func trees(
    _ text: String, filter: String, _ path: String
  ) throws(EmulationError) -> [Node] {
    let file = folder.appendingPathComponent(Self.preprocessed)
    do { try Data(text.utf8).write(to: file) } catch {
      throw EmulationError(file.path, ["cannot be written: \(error.localizedDescription)"])
    }
    let standard = flags.last { $0.hasPrefix("-std=") } ?? "-std=c++14"
    let run = CommandRun(
      compiler,
      [
        "-w", standard, "-x", "c++-cpp-output", "-fsyntax-only", "-Xclang", "-ast-dump=json",
        "-Xclang", "-ast-dump-filter=\(filter)", Self.preprocessed,
      ], folder: folder, seconds: Self.patience)
    guard run.end == .exited(0) else {
      throw EmulationError(path, ["\(compiler) does not compile it:\n\(run.output)"])
    }
    return Self.documents(run.output).compactMap {
      try? JSONDecoder().decode(Node.self, from: Data($0.utf8))
    }
  }

  /// One document after the other; older versions of clang announce each with a line.
  private static func documents(_ output: String) -> [String] {
    var documents: [String] = []
    var lines: [Substring] = []
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      guard !lines.isEmpty || line == "{" else { continue }
      lines.append(line)
      if line == "}" {
        documents.append(lines.joined(separator: "\n"))
        lines = []
      }
    }
    return documents
  }
}
