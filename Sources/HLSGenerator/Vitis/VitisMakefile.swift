import KernelIR
import Quantities
import Specs

/// The recipe for C simulation and for builds with v++.
struct VitisMakefile {
  let design: GeneratedDesign
  let banner: DesignBanner

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("Makefile: `make` alone lists the targets."), prefix: "# ")
    writer.line()
    writer.lines(recipe.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    return GeneratedFile(path: "Makefile", contents: writer.text)
  }

  /// Hertz for the compiler, megahertz for the linker; `validate` refuses clocks between them.
  private var hertz: Int { Int(exactly: design.design.clock.value) ?? 0 }

  private var recipe: String {
    let name = design.program.name
    let platform = design.board.platforms.first ?? ""
    return """
      KERNEL := \(name)
      PLATFORM ?= \(platform)
      VPP ?= v++
      BUILD ?= build
      # Headers for simulation: beside this file, or shared by the designs of a sweep.
      CSIM := $(firstword $(wildcard csim ../../csim))

      # The same clock for both steps: the compiler schedules for it, the linker implements it.
      # Compile wants hertz and the kernel's name, link wants megahertz.
      COMPILE_CLOCK := --hls.clock \(hertz):$(KERNEL)
      LINK_CLOCK := --kernel_frequency \(hertz / 1_000_000)

      # Contraction would round once where the hardware rounds twice.
      CSIM_FLAGS := -std=c++14 -O1 -Wall -Wextra -Werror -Wno-unknown-pragmas -ffp-contract=off

      .PHONY: help csim hw hw_emu sw_emu clean
      .PRECIOUS: $(BUILD)/%/$(KERNEL).xo $(BUILD)/%/$(KERNEL).link.xclbin

      help:
      \t@echo 'make csim     compile the testbench with $$(CXX) and run it; needs no vendor tools'
      \t@echo 'make hw       build $(KERNEL).xclbin for $(PLATFORM), here beside its manifest.json'
      \t@echo 'make hw_emu   build for hardware emulation; run the host with XCL_EMULATION_MODE=hw_emu'
      \t@echo 'make sw_emu   build for software emulation; Vitis 2025.1 removed it, use csim there'
      \t@echo 'make clean    remove $(BUILD) and $(KERNEL).xclbin'
      \t@echo 'Other platforms of this board: make hw PLATFORM=...'

      csim: $(BUILD)/csim/$(KERNEL)_tb
      \t./$<

      $(BUILD)/csim/$(KERNEL)_tb: $(KERNEL)_tb.cpp $(KERNEL).cpp $(KERNEL).h
      \tmkdir -p $(@D)
      \t$(CXX) $(CSIM_FLAGS) -I$(CSIM) -o $@ $(KERNEL)_tb.cpp $(KERNEL).cpp

      hw: $(KERNEL).xclbin

      # Beside manifest.json, where ferrule bench --xclbin finds the design point.
      $(KERNEL).xclbin: $(BUILD)/hw/$(KERNEL).xclbin
      \tcp $< $@

      hw_emu sw_emu: %: $(BUILD)/%/$(KERNEL).xclbin
      \temconfigutil --platform $(PLATFORM) --od $(BUILD)/$@

      $(BUILD)/%/$(KERNEL).xo: $(KERNEL).cpp $(KERNEL).h
      \tmkdir -p $(@D)
      \t$(VPP) -c -t $* --platform $(PLATFORM) -k $(KERNEL) $(COMPILE_CLOCK) \\
      \t  --save-temps --temp_dir $(@D)/compile -o $@ $<

      $(BUILD)/%/$(KERNEL).link.xclbin: $(BUILD)/%/$(KERNEL).xo connectivity.cfg
      \t$(VPP) -l -t $* --platform $(PLATFORM) $(LINK_CLOCK) --config connectivity.cfg \\
      \t  --save-temps --temp_dir $(@D)/link -o $@ $<

      $(BUILD)/%/$(KERNEL).xclbin: $(BUILD)/%/$(KERNEL).link.xclbin
      \t$(VPP) -p $< -t $* --platform $(PLATFORM) --package.out_dir $(@D)/package -o $@

      clean:
      \trm -rf $(BUILD) $(KERNEL).xclbin
      """
  }
}
