import KernelIR
import Specs

/// C++ with HLS pragmas as a task of OmpSs@FPGA: `target device(fpga)` on the kernel's function.
public struct OmpSsDialect: HLSDialect {
  /// Headers for C simulation, copied into every design.
  private let headers: [GeneratedFile]

  /// `ompss`.
  public var name: String { "ompss" }

  /// With any C++ compiler: the clauses of tasks mean nothing to it.
  public var simulation: SimulationRecipe { SimulationRecipe(language: .cpp) }

  /// Creates the dialect.
  ///
  /// - Parameter headers: What ``SimulationHeaders`` loads.
  package init(headers: [GeneratedFile]) {
    self.headers = headers.filter { !$0.path.hasSuffix("/ferrule_opencl.h") }
  }

  /// Refuses what Vitis HLS, which builds the accelerators, or OmpSs@FPGA cannot express.
  public func validate(_ design: GeneratedDesign) throws(GenerationError) {
    let reasons = OmpSsCheck(design: design).reasons
    guard reasons.isEmpty else { throw GenerationError(tool: name, design, reasons) }
  }

  /// The kernel, its testbench, the placement of instances, a Makefile, a README, the manifest and headers.
  public func files(for design: GeneratedDesign) throws -> [GeneratedFile] {
    try validate(design)
    let names = KernelNames(design: design, language: VitisLanguage())
    let banner = DesignBanner(design: design)
    let top = OmpSsTop(names: names)
    let testbench = Testbench(
      names: names, banner: banner, runs: TestbenchRuns(design: design),
      style: VitisTestbenchStyle(top: top, after: "#pragma omp taskwait"))
    let files =
      [
        VitisKernelFile(names: names, banner: banner, top: top).file,
        VitisTypesFile(names: names, banner: banner, top: top).file,
        testbench.file,
        OmpSsPlacement(design: design).file,
        OmpSsMakefile(design: design, banner: banner).file,
        try DesignManifest(design: design, dialect: name).file,
      ] + headers
    return files + [
      DesignReadme(names: names, guide: OmpSsGuide(design: design).guide, files: files).file
    ]
  }
}
