import KernelIR
import Specs

/// C with the pragmas of Bambu (PandA 2024.10), the open tool for high-level synthesis.
public struct BambuDialect: HLSDialect {
  /// `bambu`.
  public var name: String { "bambu" }

  /// With any C compiler: the pragmas mean nothing to it.
  public var simulation: SimulationRecipe {
    SimulationRecipe(language: .c, libraries: ["-lm"])
  }

  /// Creates the dialect.
  package init() {}

  /// Refuses what Bambu cannot express.
  public func validate(_ design: GeneratedDesign) throws(GenerationError) {
    let reasons = BambuCheck(names: names(design)).reasons
    guard reasons.isEmpty else { throw GenerationError(tool: name, design, reasons) }
  }

  /// The kernel with its header, the testbench, a Makefile and the manifest.
  public func files(for design: GeneratedDesign) throws -> [GeneratedFile] {
    try validate(design)
    let banner = DesignBanner(design: design)
    let prediction = TestbenchPrediction(bambu: design)
    let kernel = BambuKernelFile(names: names(design), banner: banner)
    let files = [
      kernel.file, kernel.header,
      BambuTestbench(
        names: names(design), banner: banner, runs: TestbenchRuns(design: design)
      ).file,
      BambuMakefile(design: design, banner: banner).file,
      try DesignManifest(design: design, dialect: name, prediction: prediction).file,
    ]
    let guide = BambuGuide(design: design, prediction: prediction).guide
    return files + [DesignReadme(names: names(design), guide: guide, files: files).file]
  }

  private func names(_ design: GeneratedDesign) -> KernelNames {
    KernelNames(design: design, language: BambuLanguage(lanes: design.design.lanes))
  }
}
