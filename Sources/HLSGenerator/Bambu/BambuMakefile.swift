import Foundation
import KernelIR
import Quantities
import Specs

/// The recipe for C simulation, synthesis, and simulation of the circuit.
struct BambuMakefile {
  let design: GeneratedDesign
  let banner: DesignBanner

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("Makefile: `make` alone lists the targets."), prefix: "# ")
    writer.line()
    writer.lines(recipe.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    return GeneratedFile(path: "Makefile", contents: writer.text)
  }

  /// `xcu280-fsvh2892-2L-e` is `xcu280-2Lfsvh2892-VVD` to Bambu.
  private var device: String {
    let parts = design.board.part.split(separator: "-")
    return parts.count >= 3 ? "\(parts[0])-\(parts[2])\(parts[1])-VVD" : design.board.part
  }

  /// Nanoseconds, to hundredths.
  private var period: String {
    String(
      format: "%.2f", locale: Locale(identifier: "en_US_POSIX"), 1e9 / design.design.clock.value)
  }

  private var form: BambuForm { BambuForm(design) }

  /// Floating-point operators are functions too, and have to be pipelined by name.
  private var pipelinedOperators: String {
    guard case .function(let interval) = form, design.program.elementType == .f32 else { return "" }
    return " -p=$(KERNEL)=\(interval),__float"
  }

  private var recipe: String {
    """
    KERNEL := \(design.program.name)
    DEVICE ?= \(device)
    PERIOD ?= \(period)
    BAMBU ?= bambu
    BUILD ?= build

    CSIM_FLAGS := -std=\(form.hasStreams ? "c++14 -Icsim" : "c11") -O1 -Wall -Wextra -Werror -Wno-unknown-pragmas -ffp-contract=off
    # The interface follows from the pragmas; the period is in nanoseconds.
    BAMBU_FLAGS := --top-fname=$(KERNEL) --compiler=I386_CLANG16 -O2 --generate-interface=INFER \\
      --device-name=$(DEVICE) --clock-period=$(PERIOD)\(pipelinedOperators)

    .PHONY: help csim synthesis simulation clean

    help:
    \t@echo 'make csim         compile the testbench with $$(\(form.hasStreams ? "CXX" : "CC")) and run it; needs no other tools'
    \t@echo 'make synthesis    make the circuit in $(BUILD)/bambu with Bambu, for $(DEVICE)'
    \t@echo 'make simulation   the same, and run the testbench on the circuit with Verilator;'
    \t@echo '                  results.txt there holds the clock edges, two per cycle'
    \t@echo 'make clean        remove $(BUILD)'

    csim: $(BUILD)/csim/$(KERNEL)_tb
    \t./$<

    $(BUILD)/csim/$(KERNEL)_tb: $(KERNEL)_tb.\(form.ending) $(KERNEL).\(form.ending) $(KERNEL).h
    \tmkdir -p $(@D)
    \t$(\(form.hasStreams ? "CXX" : "CC")) $(CSIM_FLAGS) -o $@ $(KERNEL)_tb.\(form.ending) $(KERNEL).\(form.ending) -lm

    synthesis:
    \tmkdir -p $(BUILD)/bambu
    \tcd $(BUILD)/bambu && $(BAMBU) $(CURDIR)/$(KERNEL).\(form.ending) $(BAMBU_FLAGS)

    simulation:
    \tmkdir -p $(BUILD)/bambu
    \tcd $(BUILD)/bambu && $(BAMBU) $(CURDIR)/$(KERNEL).\(form.ending) $(BAMBU_FLAGS) \\
    \t  --generate-tb=$(CURDIR)/$(KERNEL)_tb.\(form.ending) --simulate --simulator=VERILATOR

    clean:
    \trm -rf $(BUILD)
    """
  }
}
