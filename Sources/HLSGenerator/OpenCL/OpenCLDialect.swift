import KernelIR
import Specs

/// OpenCL C 1.2 that any OpenCL builds, with what the Intel FPGA SDK adds behind macros.
public struct OpenCLDialect: HLSDialect {
  /// Headers that the testbench needs, copied into every design.
  private let headers: [GeneratedFile]

  /// `opencl`.
  public var name: String { "opencl" }

  /// With any OpenCL device.
  public var simulation: SimulationRecipe {
    SimulationRecipe(language: .cpp, libraries: ["-lOpenCL"])
  }

  /// Creates the dialect.
  ///
  /// - Parameter headers: What ``SimulationHeaders`` loads.
  package init(headers: [GeneratedFile]) { self.headers = headers }

  /// Refuses what a single work-item cannot run.
  public func validate(_ design: GeneratedDesign) throws(GenerationError) {
    let names = KernelNames(design: design, language: OpenCLLanguage())
    let reasons = OpenCLCheck(names: names).reasons
    guard reasons.isEmpty else { throw GenerationError(tool: name, design, reasons) }
  }

  /// The kernel, its testbench, a Makefile, a README, the manifest and headers.
  public func files(for design: GeneratedDesign) throws -> [GeneratedFile] {
    try validate(design)
    let names = KernelNames(design: design, language: OpenCLLanguage())
    let host = KernelNames(design: design, language: VitisLanguage())
    let banner = DesignBanner(design: design)
    let wanted = ["ferrule_opencl.h"] + (names.program.elementType == .f16 ? ["hls_half.h"] : [])
    let files =
      [
        OpenCLKernelFile(names: names, banner: banner).file,
        Testbench(
          names: host, banner: banner, runs: TestbenchRuns(design: design),
          style: OpenCLTestbenchStyle(names: host)
        ).file,
        OpenCLMakefile(design: design, banner: banner).file,
        try DesignManifest(design: design, dialect: name).file,
      ] + headers.filter { header in wanted.contains { header.path.hasSuffix("/\($0)") } }
    return files + [
      DesignReadme(names: names, guide: OpenCLGuide(names: names).guide, files: files).file
    ]
  }
}
