import Foundation
import HLSGenerator
package import Quantities
package import Specs
import Xclbin

/// A kernel that somebody else wrote: what is read from its source, and what is said beside it.
package struct SourceKernel: Sendable {
  /// The source.
  package var path: String
  /// The kernel's name.
  package var top: String
  /// Folders of headers, those of the vendor for example.
  package var includes: [String] = []
  /// Further flags of the compiler, e.g. `-DWIDTH=16`.
  package var flags: [String] = []
  /// v++'s connectivity file; `nil`: one unit, everything in the first bank of the first memory.
  package var connectivity: String?
  /// The clock; `nil`: the board's.
  package var clock: Frequency?
  /// Cycles between two beats of a port, 1 or more: nothing here schedules the kernel.
  package var initiationInterval = 1
  /// Cycles that a run takes at least, e.g. from a synthesis report; `nil`: not stated.
  package var cycles: Int?

  /// Names a kernel.
  package init(path: String, top: String) {
    self.path = path
    self.top = top
  }

  /// Longest burst and outstanding requests of an m_axi port unless its pragma says otherwise (UG1399,
  /// `max_read_burst_length`, `num_read_outstanding`).
  private static let usualBurst = 16
  private static let usualOutstanding = 16

  /// The program for a board.
  ///
  /// - Throws: ``EmulationError`` without clang, and with everything that cannot be emulated.
  package func program(board: BoardSpec) throws -> EmulationProgram {
    let compiler = try Self.compiler()
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-source-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let headers = try SimulationHeaders.load()
    try GeneratedFile.write(headers, to: folder.path)
    let place = URL(fileURLWithPath: path).standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: place) else {
      throw EmulationError(path, ["there is no such file"])
    }
    // The vendor's headers, where they are named, come before those for simulation.
    let folders = includes.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    let tree = SyntaxTree(
      compiler: compiler,
      flags: ["-std=c++14"] + flags + (folders + ["csim"]).map { "-I\($0)" }, folder: folder)
    let text = try tree.preprocess(place)
    let function = try tree.function(top, in: text, path: path)
    let kernel = try kernel(function, board: board)
    return EmulationProgram(
      board: board, kernels: [kernel],
      // The preprocessed text is not compiled, but tells the cache what the source includes.
      files: headers + [GeneratedFile(path: "\(top).ii", contents: text), TrafficCounters.file],
      sources: [TrafficCounters.path], includes: folders + ["csim"],
      prototypes: "#include \"\(place)\"", clock: clock ?? board.clock.default,
      platform: board.platforms.first ?? "", flags: flags + TrafficCounters.flags,
      compiler: compiler)
  }

  /// clang++: other compilers print no syntax tree.
  private static func compiler() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let names =
      [environment["CXX"] ?? ""].filter { $0.contains("clang") } + ["clang++"]
      + (14...30).reversed().map { "clang++-\($0)" }
    guard let found = CommandRun.locate(names, path: environment["PATH"] ?? "") else {
      throw EmulationError(
        "reading the kernel's source",
        ["found no clang++, whose syntax tree is needed; install it, e.g. apt-get install clang"])
    }
    return found
  }

  // MARK: Kernel

  private func kernel(
    _ function: SourceFunction, board: BoardSpec
  ) throws -> EmulationDescription.Kernel {
    let pragmas = InterfacePragma.all(in: function.body)
    var reasons = Self.reasons(function, pragmas)
    var offset = ControlRegisters.firstArgument
    let arguments = function.parameters.map { parameter -> EmulationDescription.Argument in
      let argument = argument(parameter, pragmas, offset: offset)
      offset += argument.size > 4 ? 12 : 8
      return argument
    }
    let wiring = try wiring(arguments, board, &reasons)
    guard reasons.isEmpty else { throw EmulationError("\(path): \(top)", reasons) }
    let control = pragmas.last { $0.port == "return" && $0.mode.hasPrefix("ap_ctrl") }?.mode
    var kernel = EmulationDescription.Kernel(
      name: top, control: control == "ap_ctrl_hs" ? .handshake : .chain, arguments: arguments,
      units: wiring)
    kernel.timing = .init(
      clockHz: (clock ?? board.clock.default).value, initiationInterval: initiationInterval,
      cycles: cycles)
    return kernel
  }

  /// What no emulation of registers and memory can do.
  private static func reasons(
    _ function: SourceFunction, _ pragmas: [InterfacePragma]
  ) -> [String] {
    var reasons: [String] = []
    for parameter in function.parameters {
      let what = "argument \(parameter.name) (\(parameter.type))"
      let modes = pragmas.filter { $0.port == parameter.name }.map(\.mode)
      if modes.contains("axis") || parameter.type.contains("hls::stream") {
        reasons.append("\(what) is a stream, and streams between kernels are not emulated")
      } else if parameter.isReference {
        reasons.append("\(what) is a reference, which no register holds; pass a pointer or a value")
      } else if !parameter.isPointer, parameter.bytes > 8 {
        reasons.append("\(what) has \(parameter.bytes) bytes; scalars of up to 8 are emulated")
      }
    }
    if pragmas.contains(where: { $0.mode == "ap_ctrl_none" }) {
      reasons.append("it has ap_ctrl_none: a kernel that nobody starts is not emulated")
    }
    let names = Set(function.parameters.map(\.name) + ["return"])
    for pragma in pragmas {
      guard let port = pragma.port, !names.contains(port) else { continue }
      reasons.append("a pragma INTERFACE is for `\(port)`, which is no argument")
    }
    return reasons
  }

  private func argument(
    _ parameter: SourceFunction.Parameter, _ pragmas: [InterfacePragma], offset: Int
  ) -> EmulationDescription.Argument {
    guard parameter.isPointer else {
      return .init(
        name: parameter.name, type: parameter.type, offset: offset,
        size: parameter.bytes > 4 ? 8 : 4)
    }
    let pragma = pragmas.last { $0.port == parameter.name && $0.mode == "m_axi" }
    func number(_ keys: [String], usual: Int) -> Int {
      keys.compactMap { pragma?.options[$0].flatMap { Int($0) } }.max().map { max(1, $0) } ?? usual
    }
    var argument = EmulationDescription.Argument(
      name: parameter.name, type: parameter.type, offset: offset, size: 8,
      direction: parameter.isConstant ? .input : .unknown,
      port: pragma?.options["bundle"] ?? "gmem", portBits: Self.width(parameter.bytes))
    argument.burstBeats = min(
      256, number(["max_read_burst_length", "max_write_burst_length"], usual: Self.usualBurst))
    argument.outstanding = min(
      256, number(["num_read_outstanding", "num_write_outstanding"], usual: Self.usualOutstanding))
    return argument
  }

  /// A port is as wide as an element, at least 8 and at most 1024 bits; whether a tool widens it, only the tool
  /// can tell.
  private static func width(_ bytes: Int) -> Int {
    var bits = 8
    while bits < min(bytes, 128) * 8 { bits *= 2 }
    return bits
  }

  // MARK: Units and banks

  private func wiring(
    _ arguments: [EmulationDescription.Argument], _ board: BoardSpec, _ reasons: inout [String]
  ) throws -> [EmulationDescription.Unit] {
    var file = ConnectivityFile()
    if let connectivity {
      guard let data = FileManager.default.contents(atPath: connectivity) else {
        throw EmulationError(connectivity, ["cannot be read"])
      }
      file = try ConnectivityFile(text: String(decoding: data, as: UTF8.self), name: connectivity)
    }
    let names = file.units[top] ?? ["\(top)_1"]
    let pointers = arguments.filter(\.isPointer).map(\.name)
    for place in file.banks.keys.sorted() {
      let parts = place.split(separator: ".").map(String.init)
      if names.contains(parts[0]), pointers.contains(parts[1]) { continue }
      reasons.append(
        "\(connectivity ?? ""): sp=\(place): found no such unit and argument; units: "
          + "\(names.joined(separator: ", ")); arguments in memory: \(pointers.joined(separator: ", "))"
      )
    }
    let topology = BoardTopology(board)
    return names.enumerated().map { number, name in
      var connections: [String: [Int]] = [:]
      for argument in pointers {
        guard let asked = file.banks["\(name).\(argument)"] else {
          connections[argument] = [0]
          continue
        }
        connections[argument] = banks(asked, topology, "\(name).\(argument)", &reasons)
      }
      return .init(
        name: name, base: EmulationProgram.base(ofUnit: number), connections: connections)
    }
  }

  private func banks(
    _ asked: ConnectivityFile.Banks, _ topology: BoardTopology, _ place: String,
    _ reasons: inout [String]
  ) -> [Int] {
    // A bank's name carries its number; a range of more than there can be is not gone through.
    let wanted = asked.channels.prefix(topology.banks.count + 1).map { "\(asked.memory)[\($0)]" }
    let found = wanted.compactMap { name in topology.banks.firstIndex { $0.name == name } }
    if found.count < wanted.count {
      reasons.append(
        "\(connectivity ?? ""): sp=\(place): found no \(asked.memory) with the channels "
          + "\(asked.channels.lowerBound) to \(asked.channels.upperBound) on the board")
    }
    return found
  }
}
