import Foundation
import KernelIR
import Quantities
import Specs

/// `manifest.json`: what was generated, for the programs that run it.
struct DesignManifest: Encodable {
  static let schema = "ferrule-design-1"
  private let schema = DesignManifest.schema
  private let generator = Generator.title
  private let dialect: String
  private let command: String
  private let kernel: String
  private let board: String
  private let platform: String?
  private let design: Point
  private let arguments: [Argument]
  private let taps: [Int]?
  private let streams: [FIFO]
  private let channels: [[[Int]]]
  private let resources: Resources?
  private let ceilings: DesignCeilings?
  private let prediction: TestbenchPrediction?

  init(
    design: GeneratedDesign, dialect: String, prediction: TestbenchPrediction? = nil,
    isEstimated: Bool = true
  ) {
    self.prediction = prediction
    self.dialect = dialect
    command = design.command
    kernel = design.program.name
    board = design.board.name
    platform = design.board.platforms.first
    self.design = Point(
      design.design, bindings: design.program.chain?.bindings ?? design.design.bindings)
    arguments = Argument.list(design.program)
    taps = design.program.chain?.taps
    streams = design.program.streams.map { FIFO(name: $0.name, depth: $0.depth, lanes: $0.lanes) }
    channels = ChannelAssignment(design: design.design, program: design.program).ranges.map {
      $0.map { [$0.lowerBound, $0.upperBound] }
    }
    resources = isEstimated ? Resources(design) : nil
    ceilings = isEstimated ? DesignCeilings(design) : nil
  }

  /// Keys are sorted, so that equal designs give equal bytes.
  var file: GeneratedFile {
    get throws(GenerationError) {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      do {
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return GeneratedFile(path: "manifest.json", contents: text + "\n")
      } catch {
        throw GenerationError(
          subject: "manifest.json of \(kernel)",
          reasons: ["cannot be written as JSON: \(error). Report this design point."])
      }
    }
  }
}

extension DesignManifest {
  /// The design point, in the words of the CSV columns.
  private struct Point: Encodable {
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
    /// The clock is what is asked for; whether a build reaches it, only a build can tell.
    let clockEvidence = Evidence.assumed.rawValue
    let portBits: Int
    let burstBeats: Int
    let outstanding: Int
    let isRandom: Bool
    let parameters: [String: Int]?

    init(_ design: DesignPoint, bindings: [StageBinding]) {
      operation = design.operation
      schedule = design.schedule.rawValue
      elementType = design.elementType.rawValue
      lanes = design.lanes
      chain = design.chain
      self.bindings = bindings.map { binding in
        let parts = [
          binding.multiply.map { "\($0.operation.rawValue) \($0.implementation)" },
          binding.add.map { "add \($0.implementation)" },
        ]
        return "\(binding.stages): " + parts.compactMap(\.self).joined(separator: ", ")
      }
      tileBeats = design.tileBeats
      storage = design.storage.rawValue
      computeUnits = design.computeUnits
      memory = design.memory
      channels = design.channels
      clockHz = design.clock.value
      portBits = design.portBits
      burstBeats = design.burstBeats
      outstanding = design.outstanding
      isRandom = design.isRandom
      let named = design.parameters.map { ($0.key.rawValue, $0.value) }
      parameters = named.isEmpty ? nil : Dictionary(uniqueKeysWithValues: named)
    }
  }

  /// An argument of the kernel with its place in the register file.
  private struct Argument: Encodable {
    let index: Int
    let name: String
    let type: String
    let direction: String?
    let port: String?
    let portBits: Int?
    let offset: Int

    /// The register file starts with four control words; a 64-bit register takes two words and one
    /// in reserve, a shorter one a word and one in reserve (UG1399, S_AXILITE offsets).
    static func list(_ program: KernelProgram) -> [Argument] {
      let language = VitisLanguage()
      let element = language.name(of: program.elementType)
      var offset = 0x10
      func take(_ bits: Int) -> Int {
        defer { offset += bits > 32 ? 12 : 8 }
        return offset
      }
      let arrays = program.arrays.map { array in
        Argument(
          index: 0, name: array.name, type: "\(array.elementType.map(language.name) ?? element)*",
          direction: array.isWritten ? "out" : "in", port: array.port,
          portBits: program.port(of: array)?.bits, offset: take(64))
      }
      let sizes = program.sizes.map { plain($0, "uint32_t", take(32)) }
      let scalars = program.scalars.map { plain($0.name, element, take(program.elementType.bits)) }
      return (arrays + sizes + scalars).enumerated().map { index, argument in
        Argument(
          index: index, name: argument.name, type: argument.type, direction: argument.direction,
          port: argument.port, portBits: argument.portBits, offset: argument.offset)
      }
    }

    private static func plain(_ name: String, _ type: String, _ offset: Int) -> Argument {
      Argument(
        index: 0, name: name, type: type, direction: nil, port: nil, portBits: nil, offset: offset)
    }
  }

  private struct FIFO: Encodable {
    let name: String
    let depth: Int
    let lanes: Int
  }

  /// Estimated resources.
  private struct Resources: Encodable {
    let computeUnit: [String: Int]
    let total: [String: Int]
    let regions: [String]

    init(_ design: GeneratedDesign) {
      computeUnit = Self.table(design.resources.computeUnit)
      total = Self.table(design.placement.total)
      regions = design.placement.regions.map {
        design.board.regions.indices.contains($0) ? design.board.regions[$0].name : "unknown"
      }
    }

    private static func table(_ count: ResourceCount) -> [String: Int] {
      Dictionary(uniqueKeysWithValues: ResourceKind.allCases.map { ($0.rawValue, count[$0]) })
    }
  }
}
