import KernelIR
import Specs

/// C++ for Vitis HLS with everything that v++ needs; text that 2020.2 to 2025.x accept.
public struct VitisDialect: HLSDialect {
  /// Headers for C simulation, copied into every design.
  private let headers: [GeneratedFile]

  /// `vitis`.
  public var name: String { "vitis" }

  /// With any C++ compiler.
  public var simulation: SimulationRecipe { SimulationRecipe(language: .cpp) }

  /// Creates the dialect.
  ///
  /// - Parameter headers: What ``SimulationHeaders`` loads.
  package init(headers: [GeneratedFile]) {
    self.headers = headers.filter { !$0.path.hasSuffix("/ferrule_opencl.h") }
  }

  /// Refuses what Vitis HLS or v++ cannot express.
  public func validate(_ design: GeneratedDesign) throws(GenerationError) {
    let reasons = VitisCheck(design: design).reasons
    guard reasons.isEmpty else {
      throw GenerationError(tool: name, design, reasons)
    }
  }

  /// The kernel, its testbench, the linker's configuration, a Makefile, a README, the manifest and
  /// headers.
  public func files(for design: GeneratedDesign) throws -> [GeneratedFile] {
    try validate(design)
    let names = KernelNames(design: design, language: VitisLanguage())
    let banner = DesignBanner(design: design)
    let runs = TestbenchRuns(design: design)
    let top = VitisTop(names: names, depths: runs.depths)
    let testbench = Testbench(
      names: names, banner: banner, runs: runs, style: VitisTestbenchStyle(top: top))
    let files =
      [
        VitisKernelFile(names: names, banner: banner, top: top).file,
        VitisTypesFile(names: names, banner: banner, top: top).file,
        testbench.file,
        VitisConnectivity(design: design, banner: banner).file,
        VitisMakefile(design: design, banner: banner).file,
        try DesignManifest(design: design, dialect: name).file,
      ] + headers
    return files + [
      DesignReadme(names: names, guide: VitisGuide(design: design).guide, files: files).file
    ]
  }
}
