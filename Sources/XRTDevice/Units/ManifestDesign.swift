import Foundation
import KernelIR
import Quantities
import Specs

/// The design point of `manifest.json`, read back.
struct ManifestDesign: Decodable {
  /// Why a manifest gives no design.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  struct Argument: Decodable {
    let name: String
    let type: String
    let offset: Int
    let direction: String?
    let port: String?
    let portBits: Int?
  }

  struct Point: Decodable {
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

  let dialect: String
  /// The C identifier of the kernel.
  let kernel: String
  let board: String
  let platform: String?
  let arguments: [Argument]
  let channels: [[[Int]]]
  let design: Point

  /// Reads a manifest.
  ///
  /// - Throws: `DecodingError` where the text is none.
  static func read(_ text: String) throws -> ManifestDesign {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(ManifestDesign.self, from: Data(text.utf8))
  }

  /// The design point on a board.
  ///
  /// - Throws: ``Failure`` with the first value that is not known.
  func point(kernel spec: KernelSpec, board: BoardSpec) throws -> DesignPoint {
    guard let memory = board.memory(named: design.memory) ?? board.memories.first else {
      throw Failure(description: "\(board.name) has no memory")
    }
    var point = DesignPoint(board: board, kernel: spec, memory: memory)
    point.operation = design.operation
    point.schedule = try value(KernelSchedule(rawValue: design.schedule), "schedule")
    point.elementType = try value(ElementType(rawValue: design.elementType), "element_type")
    point.lanes = design.lanes
    point.chain = design.chain
    point.tileBeats = design.tileBeats
    point.storage = try value(StorageKind(rawValue: design.storage), "storage")
    point.computeUnits = design.computeUnits
    point.memory = design.memory
    point.channels = design.channels
    point.clock = Frequency(design.clockHz)
    point.chosenPortBits = design.portBits
    point.burstBeats = design.burstBeats
    point.outstanding = design.outstanding
    point.isRandom = design.isRandom
    for (name, number) in design.parameters ?? [:] {
      point.parameters[try value(DesignParameter(rawValue: name), name)] = number
    }
    point.bindings = try design.bindings.map { try binding($0, point.elementType, board) }
    return point
  }

  private func value<Value>(_ value: Value?, _ key: String) throws -> Value {
    guard let value else {
      throw Failure(description: "manifest.json: design.\(key) is not known to this version")
    }
    return value
  }

  /// `8: mul maxdsp, add fulldsp`.
  private func binding(
    _ text: String, _ type: ElementType, _ board: BoardSpec
  ) throws -> StageBinding {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let stages = Int(parts[0]) else {
      throw Failure(description: "manifest.json: design.bindings: `\(text)` is no binding")
    }
    var found = StageBinding(stages: stages, multiply: nil, add: nil)
    for part in parts[1].split(separator: ",") {
      let words = part.split(separator: " ").map(String.init)
      guard words.count == 2, let kind = OperatorKind(rawValue: words[0]),
        let cost = board.operators.implementations(of: kind, type: type)
          .first(where: { $0.implementation == words[1] })
      else {
        throw Failure(description: "manifest.json: design.bindings: `\(text)` is not known")
      }
      if kind == .add { found.add = cost } else { found.multiply = cost }
    }
    return found
  }
}
