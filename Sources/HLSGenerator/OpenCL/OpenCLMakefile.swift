import KernelIR
import Specs

/// The recipe for runs on any OpenCL device and for builds with Intel's tool.
struct OpenCLMakefile {
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
    # Headers for simulation: beside this file, or shared by the designs of a sweep.
    CSIM := $(firstword $(wildcard csim ../../csim))
    # The number of the device, of all platforms together; `clinfo -l` lists them.
    DEVICE ?= 0
    # The board as `aoc -list-boards` names it.
    BOARD ?=
    AOC ?= aoc

    # Contraction would round once where the hardware rounds twice.
    FLAGS := -std=c++14 -O1 -Wall -Wextra -Werror -ffp-contract=off

    .PHONY: help run emulate aocx clean

    help:
    \t@echo 'make run       build the testbench and run it on OpenCL device $$DEVICE (now $(DEVICE))'
    \t@echo 'make emulate   build for the emulator of the Intel FPGA SDK and run it there'
    \t@echo 'make aocx      build $(BUILD)/$(KERNEL).aocx for BOARD with the Intel FPGA SDK'
    \t@echo 'make clean     remove $(BUILD)'

    run: $(BUILD)/$(KERNEL)_tb
    \t$< --device $(DEVICE) --kernel $(KERNEL).cl

    emulate: $(BUILD)/$(KERNEL)_tb
    \t$(AOC) -march=emulator $(KERNEL).cl -o $(BUILD)/emulator.aocx
    \t$< --device $(DEVICE) --kernel $(BUILD)/emulator.aocx

    aocx: $(BUILD)/$(KERNEL).aocx

    $(BUILD)/$(KERNEL)_tb: $(KERNEL)_tb.cpp $(CSIM)/ferrule_opencl.h
    \tmkdir -p $(@D)
    \t$(CXX) $(FLAGS) -I$(CSIM) -o $@ $(KERNEL)_tb.cpp -lOpenCL

    $(BUILD)/$(KERNEL).aocx: $(KERNEL).cl
    \tmkdir -p $(@D)
    \t$(AOC) $(if $(BOARD),-board=$(BOARD)) -o $@ $<

    clean:
    \trm -rf $(BUILD)
    """
  }
}
