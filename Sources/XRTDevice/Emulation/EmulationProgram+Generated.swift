import Foundation
package import HLSGenerator
import KernelIR
import Quantities
package import Specs

/// Why no emulation xclbin can be made.
package struct EmulationError: Error, Equatable, CustomStringConvertible {
  /// What was being made or read.
  package var subject: String
  /// Every reason.
  package var reasons: [String]

  package var description: String {
    reasons.map { "\(subject): \($0)" }.joined(separator: "\n")
  }

  /// Creates an error.
  package init(_ subject: String, _ reasons: [String]) {
    (self.subject, self.reasons) = (subject, reasons)
  }
}

extension EmulationProgram {
  /// A design as the dialect for Vitis prints it.
  ///
  /// - Throws: `GenerationError` where the dialect cannot express it.
  package init(_ design: GeneratedDesign) throws {
    let files = try VitisDialect(headers: SimulationHeaders.load()).files(for: design)
    try self.init(files: files, board: design.board, updated: design.program.updatedNames)
  }

  /// The folder of a generated project.
  ///
  /// - Parameters:
  ///   - folder: Where `ferrule generate` wrote it: `manifest.json`, `connectivity.cfg`, sources.
  ///   - board: The board that its manifest names, see ``boardName(of:)``.
  ///   - catalog: Where its kernel is described; only for what the manifest does not say.
  /// - Throws: ``EmulationError`` with what is missing or not as generated.
  package init(folder: String, board: BoardSpec, catalog: SpecCatalog) throws {
    let names = try Self.names(in: folder)
    let files = try names.map { try Self.file($0, in: folder) }
    let manifest = files.first { $0.path == "manifest.json" }?.contents ?? ""
    let point = try? GeneratedPoint(manifest: manifest, board: board, catalog: catalog)
    try self.init(files: files, board: board, updated: point?.program.updatedNames ?? [])
  }

  /// The name of the board in a project's manifest.
  ///
  /// - Throws: ``EmulationError`` where there is no manifest, or none of a design for Vitis.
  package static func boardName(of folder: String) throws -> String {
    try manifest(try file("manifest.json", in: folder).contents, subject: folder).board
  }

  private static func names(in folder: String) throws -> [String] {
    let csim = ["csim", "../../csim"].first {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/hls_stream.h")
    }
    guard let csim else {
      throw EmulationError(folder, ["found no csim/hls_stream.h. Generate the project again."])
    }
    func list(_ path: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
    let own = list(folder).filter {
      ($0.hasSuffix(".cpp") && !$0.hasSuffix("_tb.cpp")) || $0.hasSuffix(".h")
    }
    let headers = list("\(folder)/\(csim)").filter { $0.hasSuffix(".h") }.map { "\(csim)/\($0)" }
    return ["manifest.json", "connectivity.cfg"] + own + headers
  }

  private static func file(_ name: String, in folder: String) throws -> GeneratedFile {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
      throw EmulationError(
        folder,
        ["\(name) cannot be read. Name the folder that `ferrule generate BOARD … -o DIR` wrote."])
    }
    // Headers of a sweep are shared by its designs; here they lie beside the kernel.
    let path = name.hasPrefix("../../") ? String(name.dropFirst(6)) : name
    return GeneratedFile(path: path, contents: String(decoding: data, as: UTF8.self))
  }

  private static func manifest(_ text: String, subject: String) throws -> DesignRecord {
    let found = try DesignRecord(Data(text.utf8), name: "\(subject)/manifest.json")
    guard found.dialect == "vitis" else {
      throw EmulationError(
        "\(subject)/manifest.json",
        [
          "dialect: found \(found.dialect), expected vitis. Generate the project with "
            + "--dialect vitis."
        ])
    }
    return found
  }

  private init(files: [GeneratedFile], board: BoardSpec, updated: Set<String>) throws {
    let text = files.first { $0.path == "manifest.json" }?.contents ?? ""
    let manifest = try Self.manifest(text, subject: "project")
    guard manifest.board == board.name else {
      throw EmulationError(
        "manifest.json", ["board: found \(manifest.board), expected \(board.name)"])
    }
    let kernel = try manifest.kernel(board: board, updated: updated)
    self.init(
      board: board, kernels: [kernel],
      files: files.filter { $0.path.hasSuffix(".h") || $0.path == "\(manifest.kernel).cpp" },
      sources: ["\(manifest.kernel).cpp"], includes: [".", "csim"],
      prototypes: "#include \"\(manifest.kernel).h\"",
      clock: Frequency(manifest.clockHz),
      platform: manifest.platform ?? "", manifest: text)
  }
}

extension KernelProgram {
  /// The arrays that are read as well as written.
  fileprivate var updatedNames: Set<String> { Set(arrays.filter(\.isUpdated).map(\.name)) }
}

extension DesignRecord {
  /// Bytes of a register by the type's name in C++; `nil` for a name that the generator does not use.
  private static let bytes = [
    "float": 4, "double": 8, "half": 2, "uint8_t": 1, "uint16_t": 2, "uint32_t": 4, "uint64_t": 8,
  ]

  /// The kernel with its units and what they are connected to.
  fileprivate func kernel(
    board: BoardSpec, updated: Set<String>
  ) throws -> EmulationDescription.Kernel {
    guard let firstBank = BoardTopology(board).first[memory] else {
      throw EmulationError(
        "manifest.json", ["design.memory: \(board.name) has no `\(memory)`"])
    }
    let arguments = try arguments.map { argument in
      guard argument.direction == nil else {
        return EmulationDescription.Argument(
          name: argument.name, type: argument.type, offset: argument.offset, size: 8,
          direction: updated.contains(argument.name)
            ? .both : argument.direction == "out" ? .output : .input,
          port: argument.port, portBits: argument.portBits)
      }
      guard let size = Self.bytes[argument.type] else {
        throw EmulationError(
          "manifest.json", ["arguments.\(argument.name): found type `\(argument.type)`"])
      }
      return EmulationDescription.Argument(
        name: argument.name, type: argument.type, offset: argument.offset, size: size)
    }
    // Ports are numbered in the order in which arrays name them first.
    var ports: [String] = []
    for case let port? in arguments.map(\.port) where !ports.contains(port) { ports.append(port) }
    let units = channels.enumerated().map { number, ranges in
      var connections: [String: [Int]] = [:]
      for argument in arguments {
        guard let port = argument.port, let place = ports.firstIndex(of: port),
          ranges.indices.contains(place), ranges[place].count == 2,
          ranges[place][0] <= ranges[place][1]
        else { continue }
        connections[argument.name] = (ranges[place][0]...ranges[place][1]).map { firstBank + $0 }
      }
      return EmulationDescription.Unit(
        name: "\(kernel)_\(number + 1)", base: EmulationProgram.base(ofUnit: number),
        connections: connections)
    }
    return EmulationDescription.Kernel(
      name: kernel, control: .chain, arguments: arguments, units: units)
  }
}
