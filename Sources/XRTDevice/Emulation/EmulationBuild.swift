import Foundation
package import HLSGenerator
import Quantities
package import Specs
package import Xclbin

/// Makes an emulation xclbin: what XRT loads with `XCL_EMULATION_MODE=sw_emu`, with the kernels compiled for
/// this machine as its bitstream.
package struct EmulationBuild {
  /// What is built.
  package let program: EmulationProgram

  /// Builds a program.
  package init(_ program: EmulationProgram) { self.program = program }

  /// Builds a design.
  ///
  /// - Throws: `GenerationError` where the dialect for Vitis cannot express it.
  package init(design: GeneratedDesign) throws { program = try EmulationProgram(design) }

  /// Builds a generated project, for the board that its manifest names.
  ///
  /// - Throws: ``EmulationError`` with what is missing; `SpecError` for an unknown board.
  package init(folder: String, catalog: SpecCatalog) throws {
    let board = try catalog.board(try EmulationProgram.boardName(of: folder))
    program = try EmulationProgram(folder: folder, board: board, catalog: catalog)
  }

  /// The xclbin. What was compiled before is not compiled again.
  ///
  /// - Throws: ``EmulationError`` when the kernels cannot be compiled; `XclbinError`.
  package func file() throws -> XclbinFile {
    let design = self.design
    let thunk = KernelThunk(
      prototypes: program.prototypes, kernels: program.kernels,
      description: try description(design).json)
    let library = try CompiledLibrary(
      files: program.files + [thunk.file], sources: program.sources + [KernelThunk.path],
      includes: program.includes, further: program.flags, named: program.compiler
    ).bytes()
    var header = XclbinHeader()
    header.mode = .softwareEmulation
    header.platform = program.platform
    header.toolMajor = 2
    header.toolMinor = 13
    var digest = ContentDigest()
    digest.add(library)
    header.identifier = Self.identifier(digest.bytes)
    header.uniqueNumber = digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    let build = BuildMetadata(
      tool: "ferrule", version: Generator.version, options: "", platform: program.platform)
    var file = try design.file(header: header, bitstream: library, build: build)
    if let manifest = program.manifest {
      file.sections.append(XclbinSection(.userMetadata, bytes: Array(manifest.utf8)))
    }
    return file
  }

  /// The bytes of ``file()``.
  package func bytes() throws -> [UInt8] { try file().encoded() }

  private static func identifier(_ bytes: [UInt8]) -> UUID {
    var value = UUID().uuid
    withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: bytes.prefix(16)) }
    return UUID(uuid: value)
  }

  /// What the device process must know. A unit's argument reaches its banks, and the group that XRT allocates
  /// in where they are several.
  private func description(_ design: XclbinDesign) -> EmulationDescription {
    var topology = MemoryTopology(design.memories)
    for connection in design.connectivity.connections {
      topology.banks[connection.memory].isUsed = true
    }
    let grouping = MemoryGrouping(topology, design.connectivity)
    let blocks = design.layout.blocks.map(\.name)
    var kernels = program.kernels
    for kernel in kernels.indices {
      for unit in kernels[kernel].units.indices {
        let name = "\(kernels[kernel].name):\(kernels[kernel].units[unit].name)"
        for (index, argument) in kernels[kernel].arguments.enumerated() where argument.isPointer {
          let reached = grouping.connectivity.connections.filter {
            $0.argument == index && blocks.indices.contains($0.block) && blocks[$0.block] == name
          }
          kernels[kernel].units[unit].connections[argument.name] =
            Array(Set(reached.map(\.memory))).sorted()
        }
      }
    }
    return EmulationDescription(
      board: program.board.name, kernels: kernels,
      memories: grouping.topology.banks.map { .init(name: $0.name, size: $0.kibibytes &* 1024) },
      manifest: program.manifest)
  }

  private var design: XclbinDesign {
    var banks: [XclbinDesign.ArgumentPlace: [Int]] = [:]
    for kernel in program.kernels {
      for unit in kernel.units {
        for (index, argument) in kernel.arguments.enumerated() {
          guard let wired = unit.connections[argument.name], !wired.isEmpty else { continue }
          banks[.init(kernel: kernel.name, instance: unit.name, argument: index)] = wired
        }
      }
    }
    let megahertz = UInt16(clamping: Int(program.clock.value / 1e6))
    return XclbinDesign(
      metadata: metadata, memories: BoardTopology(program.board).banks, banks: banks,
      clocks: [
        AchievedClock(megahertz: megahertz, kind: .data, name: "DATA_CLK"),
        // The second clock of a platform, which generated kernels do not use.
        AchievedClock(megahertz: 500, kind: .kernel, name: "KERNEL_CLK"),
      ])
  }

  private var metadata: EmbeddedMetadata {
    EmbeddedMetadata(
      project: "\(program.kernels.first?.name ?? "kernels").link", platform: platform,
      part: program.board.part,
      target: "sw_em", clocks: [.init(port: "DATA_CLK", frequency: program.clock)],
      kernels: program.kernels.map(metadata))
  }

  /// `xilinx_u280_gen3x16_xdma_1_202211_1`: vendor, board, name, version.
  private var platform: EmbeddedMetadata.Platform {
    let words = program.platform.split(separator: "_").map(String.init)
    guard words.count >= 5, let major = Int(words[words.count - 2]),
      let minor = Int(words[words.count - 1])
    else {
      return .init(
        vendor: "xilinx", board: program.board.name, name: program.platform, major: 0, minor: 0)
    }
    return .init(
      vendor: words[0], board: words[1], name: words[2..<(words.count - 2)].joined(separator: "_"),
      major: major, minor: minor)
  }

  private func metadata(_ kernel: EmulationDescription.Kernel) -> EmbeddedMetadata.Kernel {
    var ports: [EmbeddedMetadata.Port] = []
    for argument in kernel.arguments {
      guard let port = argument.port else { continue }
      let name = Self.portName(port)
      if !ports.contains(where: { $0.name == name }) {
        ports.append(.memory(name, dataWidth: argument.portBits ?? 32))
      }
    }
    let arguments = kernel.arguments.enumerated().map { index, argument in
      EmbeddedMetadata.Argument(
        name: argument.name, index: index, qualifier: argument.isPointer ? .global : .scalar,
        port: argument.port.map(Self.portName) ?? "S_AXI_CONTROL", size: UInt64(argument.size),
        offset: UInt64(argument.offset), type: argument.type)
    }
    return EmbeddedMetadata.Kernel(
      name: kernel.name, control: kernel.control == .chain ? .chain : .handshake,
      ports: ports + [.registers()], arguments: arguments,
      instances: kernel.units.map { .init(name: $0.name, baseAddress: $0.base) })
  }

  private static func portName(_ port: String) -> String { "M_AXI_\(port.uppercased())" }
}
