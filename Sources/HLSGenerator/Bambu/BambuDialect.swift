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

  /// `hls_stream.h` for C simulation of designs with streams.
  private let headers: [GeneratedFile]

  /// Creates the dialect.
  ///
  /// - Parameter headers: What ``SimulationHeaders`` loads; only streams need one of them.
  package init(headers: [GeneratedFile] = []) {
    self.headers = headers.filter { $0.path.hasSuffix("/hls_stream.h") }
  }

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
    let form = BambuForm(design)
    let files = [
      form == .memory ? kernel.file : BambuChainFile(names: names(design), banner: banner).file,
      kernel.header,
      BambuTestbench(
        names: names(design), banner: banner, runs: TestbenchRuns(design: design)
      ).file,
      BambuMakefile(design: design, banner: banner).file,
      try DesignManifest(
        design: design, dialect: name, prediction: prediction, isEstimated: form == .memory
      ).file,
    ]
    let all = form.hasStreams ? files + headers : files
    let guide = BambuGuide(design: design, prediction: prediction).guide
    return all + [DesignReadme(names: names(design), guide: guide, files: all).file]
  }

  private func names(_ design: GeneratedDesign) -> KernelNames {
    KernelNames(design: design, language: BambuLanguage(lanes: design.design.lanes))
  }
}
