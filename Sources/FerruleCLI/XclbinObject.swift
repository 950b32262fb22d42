import Foundation
import Quantities
import Xclbin

/// What an xclbin file holds, for programs; what is not said is left out.
struct XclbinObject: Encodable {
  private let platform: String
  private let mode: String
  private let uuid: String
  private let toolVersion: String
  private let builtBy: String?
  private let clocks: [ClockObject]
  private let kernels: [KernelObject]
  private let memories: [MemoryObject]
  private let missing: [String]

  /// Creates the object of a file's contents.
  init(_ contents: XclbinContents) {
    platform = contents.platform
    mode = contents.mode.description
    uuid = contents.identifier.uuidString.lowercased()
    toolVersion = contents.header.toolVersion
    builtBy = contents.build.map { "\($0.tool) \($0.version)" }
    clocks = contents.clocks.map {
      ClockObject(name: $0.name, kind: $0.kind.description, hz: $0.frequency.value)
    }
    kernels = contents.kernels.map { KernelObject($0, contents) }
    memories = contents.memories.banks.enumerated().map { MemoryObject($0.element, $0.offset) }
    missing = contents.missing.map(\.description)
  }

  /// The text, keys sorted.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  private struct ClockObject: Encodable {
    let name: String
    let kind: String
    let hz: Double
  }

  private struct KernelObject: Encodable {
    let name: String
    let arguments: [ArgumentObject]
    let computeUnits: [UnitObject]

    init(_ kernel: EmbeddedMetadata.Kernel, _ contents: XclbinContents) {
      name = kernel.name
      arguments = kernel.arguments.map { ArgumentObject($0, kernel) }
      computeUnits = contents.computeUnits(of: kernel.name).map { unit in
        UnitObject(unit, kernel, contents)
      }
    }
  }

  private struct ArgumentObject: Encodable {
    let index: Int?
    let name: String
    let type: String
    let kind: String
    let offset: UInt64
    let size: UInt64
    let port: String
    let portBits: Int?

    init(_ argument: EmbeddedMetadata.Argument, _ kernel: EmbeddedMetadata.Kernel) {
      index = argument.index
      name = argument.name
      type = argument.type
      kind = argument.qualifier.description
      offset = argument.offset
      size = argument.size
      port = argument.port
      portBits = kernel.portBits(argument.port)
    }
  }

  private struct UnitObject: Encodable {
    let name: String
    let baseAddress: UInt64?
    let control: String
    /// By the argument's name: the banks, and the bank or group that XRT allocates in.
    let banks: [String: [String]]
    let groups: [String: Int]

    init(
      _ unit: XclbinComputeUnit, _ kernel: EmbeddedMetadata.Kernel, _ contents: XclbinContents
    ) {
      name = unit.instance
      baseAddress = unit.baseAddress
      control = unit.control.description
      var banks: [String: [String]] = [:]
      var groups: [String: Int] = [:]
      for argument in kernel.arguments {
        guard let index = argument.index,
          let group = contents.group(of: index, unit: unit)
        else { continue }
        banks[argument.name] = contents.banks(of: index, unit: unit).map(\.name)
        groups[argument.name] = group
      }
      self.banks = banks
      self.groups = groups
    }
  }

  private struct MemoryObject: Encodable {
    let index: Int
    let name: String
    let kind: String
    let isUsed: Bool
    let sizeBytes: Int?
    let baseAddress: UInt64

    init(_ bank: MemoryBank, _ index: Int) {
      self.index = index
      name = bank.name
      kind = bank.kind.description
      isUsed = bank.isUsed
      sizeBytes = bank.size?.value
      baseAddress = bank.baseAddress
    }
  }
}
