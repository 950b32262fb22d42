import KernelIR
import Specs

/// C11 for processors: what `ferrule bench host --kernel` measures, and a baseline to read or to start
/// from.
public struct HostDialect: HLSDialect {
  /// `host`.
  public var name: String { "host" }

  /// With any C compiler; threads need one with OpenMP.
  public var simulation: SimulationRecipe {
    SimulationRecipe(language: .c, flags: ["-Wno-psabi"], libraries: ["-lm"])
  }

  /// Creates the dialect.
  package init() {}

  /// Refuses what one thread cannot run after another.
  public func validate(_ design: GeneratedDesign) throws(GenerationError) {
    let reasons = HostCheck(names: names(design)).reasons
    guard reasons.isEmpty else { throw GenerationError(tool: name, design, reasons) }
  }

  /// The kernel with its header, the testbench, a Makefile and the manifest.
  public func files(for design: GeneratedDesign) throws -> [GeneratedFile] {
    try validate(design)
    let names = names(design)
    let banner = DesignBanner(design: design)
    let kernel = HostKernelFile(names: names, banner: banner)
    let files = [
      kernel.file, kernel.header,
      BambuTestbench(
        names: names, banner: banner, runs: TestbenchRuns(design: design), isForBambu: false
      ).file,
      HostMakefile(design: design, banner: banner).file,
      try DesignManifest(design: design, dialect: name, isEstimated: false).file,
    ]
    let guide = HostGuide(names: names).guide
    return files + [DesignReadme(names: names, guide: guide, files: files).file]
  }

  private func names(_ design: GeneratedDesign) -> KernelNames {
    KernelNames(design: design, language: HostLanguage())
  }
}

/// The commands for processors.
struct HostGuide {
  let names: KernelNames

  var guide: ToolGuide {
    let type = names.program.elementType.rawValue
    let kernel = names.design.kernel.name
    return ToolGuide(
      tool: "a C11 compiler (gcc, clang)",
      steps: [
        .init(
          title: "Compare it with the reference", command: "make check",
          note: "Any C11 compiler will do; seconds."),
        .init(
          title: "Make a library for programs of your own", command: "make library",
          note:
            "build/lib\(names.program.name).a for this processor; threads by OpenMP where elements do not "
            + "depend on each other (OMP_NUM_THREADS). Where the arrays are larger than CACHE_BYTES "
            + "(make library CACHE_BYTES=…), stores pass the caches."),
        .init(
          title: "Measure it", command: "ferrule bench host --kernel \(kernel) --type \(type)",
          note: "Threads pinned, pages touched first by their thread, every repetition a row."),
      ], purpose: names.purpose)
  }
}

/// The recipe for check and library.
struct HostMakefile {
  let design: GeneratedDesign
  let banner: DesignBanner

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("Makefile: `make` alone lists the targets."), prefix: "# ")
    writer.line()
    writer.lines(recipe.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    return GeneratedFile(path: "Makefile", contents: writer.text)
  }

  private var recipe: String {
    """
    KERNEL := \(design.program.name)
    BUILD ?= build
    CACHE_BYTES ?= 33554432
    # Best code for this machine; products and sums may be fused.
    CFLAGS ?= -O3 -march=native -ffp-contract=fast -fopenmp

    CHECK_FLAGS := -std=c11 -O1 -Wall -Wextra -Werror -Wno-unknown-pragmas -Wno-psabi -ffp-contract=off

    .PHONY: help check library clean

    help:
    \t@echo 'make check     compile the testbench with $$(CC) and run it'
    \t@echo 'make library   compile the kernel with $$(CFLAGS) into $(BUILD)/lib$(KERNEL).a'
    \t@echo 'make clean     remove $(BUILD)'

    check: $(BUILD)/check/$(KERNEL)_tb
    \t./$<

    $(BUILD)/check/$(KERNEL)_tb: $(KERNEL)_tb.c $(KERNEL).c $(KERNEL).h
    \tmkdir -p $(@D)
    \t$(CC) $(CHECK_FLAGS) -o $@ $(KERNEL)_tb.c $(KERNEL).c -lm

    library: $(BUILD)/lib$(KERNEL).a

    $(BUILD)/lib$(KERNEL).a: $(KERNEL).c $(KERNEL).h
    \tmkdir -p $(@D)
    \t$(CC) -std=c11 $(CFLAGS) -DCACHE_BYTES=$(CACHE_BYTES) -c -o $(BUILD)/$(KERNEL).o $(KERNEL).c
    \t$(AR) rcs $@ $(BUILD)/$(KERNEL).o

    clean:
    \trm -rf $(BUILD)
    """
  }
}
