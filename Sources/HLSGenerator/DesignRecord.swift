package import Foundation
package import KernelIR
import Quantities
package import Specs

/// A `manifest.json` read back: the design point of a build, for those who run it.
package struct DesignRecord: Sendable {
  /// An argument of the kernel.
  package struct Argument: Decodable, Sendable {
    /// The name in the source.
    package let name: String
    /// The type in the source; ends in `*` for an array.
    package let type: String
    /// Place in the register file, in bytes.
    package let offset: Int
    /// `in` or `out`; `nil` for a scalar.
    package let direction: String?
    /// The AXI port; `nil` for a scalar.
    package let port: String?
    /// Width of the port.
    package let portBits: Int?
  }

  /// The dialect that the sources are in.
  package let dialect: String
  /// Identifier of the kernel's top function.
  package let kernel: String
  /// Name of the board that the build is for.
  package let board: String
  /// The platform; `nil` when the board has none.
  package let platform: String?
  /// The arguments in order.
  package let arguments: [Argument]
  /// Channels of each port of each unit: first and last.
  package let channels: [[[Int]]]
  private let point: Point

  /// The memory that all ports are connected to.
  package var memory: String { point.memory }
  /// The clock that was asked for, in hertz.
  package var clockHz: Double { point.clockHz }

  /// Reads a manifest.
  ///
  /// - Parameters:
  ///   - data: The file's contents.
  ///   - name: What messages call it.
  /// - Throws: ``GenerationError`` with what is missing or wrong.
  package init(_ data: Data, name: String) throws(GenerationError) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      let file = try decoder.decode(File.self, from: data)
      guard file.schema == DesignManifest.schema else {
        throw GenerationError(
          subject: name,
          reasons: ["found schema `\(file.schema)`, expected `\(DesignManifest.schema)`"])
      }
      (dialect, kernel, board) = (file.dialect, file.kernel, file.board)
      (platform, arguments, channels) = (file.platform, file.arguments, file.channels)
      point = file.design
    } catch let error as GenerationError {
      throw error
    } catch {
      throw GenerationError(
        subject: name,
        reasons: ["is no manifest of `ferrule generate`: \(Self.words(for: error))"])
    }
  }

  private static func words(for error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      "the key `\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))` is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "the key `\(context.codingPath.map(\.stringValue).joined(separator: "."))` has another type"
    default: "it is not JSON"
    }
  }

  /// The design point.
  ///
  /// - Throws: ``GenerationError`` naming every value that board and kernel do not have.
  package func design(
    board: BoardSpec, kernel: KernelSpec
  ) throws(GenerationError) -> DesignPoint {
    var reasons: [String] = []
    func choice<Choice: RawRepresentable<String>>(_ key: String, _ text: String) -> Choice? {
      let value = Choice(rawValue: text)
      if value == nil { reasons.append("design.\(key): found `\(text)`, which is not known") }
      return value
    }
    let memory = board.memory(named: point.memory)
    if memory == nil { reasons.append("design.memory: \(board.name) has no `\(point.memory)`") }
    let type: ElementType? = choice("element_type", point.elementType)
    let schedule: KernelSchedule? = choice("schedule", point.schedule)
    let storage: StorageKind? = choice("storage", point.storage)
    let clock = point.clockHz.isFinite && point.clockHz > 0 ? Frequency(point.clockHz) : nil
    if clock == nil { reasons.append("design.clock_hz: found \(point.clockHz)") }
    guard reasons.isEmpty, let memory, let type, let schedule, let storage, let clock else {
      throw GenerationError(subject: "manifest.json", reasons: reasons)
    }
    var design = DesignPoint(board: board, kernel: kernel, memory: memory)
    (design.operation, design.schedule, design.elementType) = (point.operation, schedule, type)
    (design.lanes, design.chain, design.tileBeats) = (point.lanes, point.chain, point.tileBeats)
    (design.storage, design.computeUnits, design.channels) =
      (storage, point.computeUnits, point.channels)
    (design.clock, design.isRandom) = (clock, point.isRandom)
    (design.burstBeats, design.outstanding) = (point.burstBeats, point.outstanding)
    if point.portBits != design.portBits { design.chosenPortBits = point.portBits }
    for (name, value) in point.parameters ?? [:] {
      guard let parameter = DesignParameter(rawValue: name) else { continue }
      design.parameters[parameter] = value
    }
    design.bindings = try bindings(board.operators, type)
    return design
  }

  /// The stages as the manifest words them: `4: mul full_dsp, add fabric`.
  private func bindings(
    _ table: OperatorTable, _ type: ElementType
  ) throws(GenerationError) -> [StageBinding] {
    var bindings: [StageBinding] = []
    for text in point.bindings {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let stages = Int(parts[0]), stages > 0 else {
        throw unknown(binding: text)
      }
      var binding = StageBinding(stages: stages, multiply: nil, add: nil)
      for word in parts[1].split(separator: ",") {
        let words = word.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2, let kind = OperatorKind(rawValue: words[0]),
          let cost = table.implementations(of: kind, type: type)
            .first(where: { $0.implementation == words[1] })
        else { throw unknown(binding: text) }
        if kind == .add { binding.add = cost } else { binding.multiply = cost }
      }
      bindings.append(binding)
    }
    return bindings
  }

  private func unknown(binding: String) -> GenerationError {
    GenerationError(
      subject: "manifest.json",
      reasons: ["design.bindings: found `\(binding)`, which the board's operators do not have"])
  }
}

extension DesignRecord {
  private struct File: Decodable {
    let schema: String
    let dialect: String
    let kernel: String
    let board: String
    let platform: String?
    let arguments: [Argument]
    let channels: [[[Int]]]
    let design: Point
  }

  private struct Point: Decodable {
    let operation: String
    let schedule: String
    let elementType: String
    let lanes: Int
    let chain: Int
    let bindings: [String]
    let tileBeats: Int
    let storage: String
    let computeUnits: Int
    let memory: String
    let channels: Int
    let clockHz: Double
    let portBits: Int
    let burstBeats: Int
    let outstanding: Int
    let isRandom: Bool
    let parameters: [String: Int]?
  }
}
