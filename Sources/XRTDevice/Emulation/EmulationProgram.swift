package import HLSGenerator
package import Quantities
package import Specs

/// What an emulation xclbin is made of: kernels in C++, their units, and the board they are for.
package struct EmulationProgram: Sendable {
  /// The board.
  package var board: BoardSpec
  /// The kernels. Connections are numbers of banks of ``BoardTopology``.
  package var kernels: [EmulationDescription.Kernel]
  /// What is compiled, and what that includes.
  package var files: [GeneratedFile]
  /// The paths of ``files`` that are compiled; the others are included.
  package var sources: [String]
  /// Folders that headers are looked for in, relative to the files or absolute.
  package var includes: [String]
  /// What declares the kernels, e.g. `#include "stream.h"`.
  package var prototypes: String
  /// Further flags of the compiler.
  package var flags: [String]
  /// The kernels' clock.
  package var clock: Frequency
  /// The platform's name; empty where none is known.
  package var platform: String
  /// `manifest.json` of a generated design.
  package var manifest: String?
  /// Path of the compiler; `nil`: any that is there.
  package var compiler: String?

  /// Creates a program.
  package init(
    board: BoardSpec, kernels: [EmulationDescription.Kernel], files: [GeneratedFile],
    sources: [String], includes: [String], prototypes: String, clock: Frequency,
    platform: String, flags: [String] = [], manifest: String? = nil, compiler: String? = nil
  ) {
    self.compiler = compiler
    self.board = board
    self.kernels = kernels
    self.files = files
    self.sources = sources
    self.includes = includes
    self.prototypes = prototypes
    self.flags = flags
    self.clock = clock
    self.platform = platform
    self.manifest = manifest
  }

  /// Where the registers of a unit start: units lie one behind the other in steps of their address range.
  package static func base(ofUnit number: Int) -> UInt64 {
    UInt64(clamping: number + 1) * UInt64(ControlRegisters.bytes)
  }
}
