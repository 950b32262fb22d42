import KernelIR
import Quantities
import Specs

/// The recipe for C simulation and for builds with the compiler of OmpSs@FPGA.
struct OmpSsMakefile {
  let design: GeneratedDesign
  let banner: DesignBanner

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("Makefile: `make` alone lists the targets."), prefix: "# ")
    writer.line()
    writer.lines(recipe.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    return GeneratedFile(path: "Makefile", contents: writer.text)
  }

  /// Whole megahertz; `validate` refuses clocks between them.
  private var megahertz: Int { (Int(exactly: design.design.clock.value) ?? 0) / 1_000_000 }

  private var recipe: String {
    let board = OmpSsCheck(design: design).board ?? ""
    return """
      KERNEL := \(design.program.name)
      BOARD ?= \(board)
      CLOCK := \(megahertz)
      MCXX ?= fpgacxx
      BUILD ?= build
      # Headers for simulation: beside this file, or shared by the designs of a sweep.
      CSIM := $(firstword $(wildcard csim ../../csim))

      # Contraction would round once where the hardware rounds twice.
      CSIM_FLAGS := -std=c++14 -O1 -Wall -Wextra -Werror -Wno-unknown-pragmas -ffp-contract=off

      .PHONY: help csim bitstream program clean

      help:
      \t@echo 'make csim        compile the testbench with $$(CXX) and run it; needs no other tools'
      \t@echo 'make bitstream   build accelerator and bitstream for $(BOARD); needs Mercurium, ait, Vitis'
      \t@echo 'make program     build the testbench as a program that runs its tasks on the card'
      \t@echo 'make clean       remove $(BUILD)'

      csim: $(BUILD)/csim/$(KERNEL)_tb
      \t./$<

      $(BUILD)/csim/$(KERNEL)_tb: $(KERNEL)_tb.cpp $(KERNEL).cpp $(KERNEL).fpga.h
      \tmkdir -p $(@D)
      \t$(CXX) $(CSIM_FLAGS) -I$(CSIM) -o $@ $(KERNEL)_tb.cpp $(KERNEL).cpp

      bitstream:
      \tmkdir -p $(BUILD)
      \t$(MCXX) --ompss -std=c++14 --bitstream-generation \\
      \t  --Wf,--name=$(KERNEL),--dir=$(CURDIR)/$(BUILD),--board=$(BOARD),--clock=$(CLOCK) \\
      \t  --Wf,--placement_file=placement.json \\
      \t  $(KERNEL)_tb.cpp $(KERNEL).cpp -o $(BUILD)/$(KERNEL)_tb

      program:
      \tmkdir -p $(BUILD)
      \t$(MCXX) --ompss -std=c++14 $(KERNEL)_tb.cpp $(KERNEL).cpp -o $(BUILD)/$(KERNEL)_tb

      clean:
      \trm -rf $(BUILD)
      """
  }
}
