# Ferrule: two commands do everything on a fresh Debian 12 or Ubuntu with Swift 6.2 or later.
#
#   make bench      benchmark the U280 on the built-in model and draw its rooflines
#   make test       what has to pass before every commit
#
# Both install what is missing first and say what; without root or sudo they stop with the line
# to type. Recipes run in the order written, whatever -j says: SwiftPM uses all cores itself.

PREFIX ?= /usr/local
DESTDIR ?=

# What the linker and SwiftPM need, and the libraries that Ferrule links.
BENCH_PACKAGES = git:git g++:g++ libncurses-dev
# Two compilers, so that generated code and the C simulation headers are tried with both; PoCL is an
# OpenCL device on the CPU that generated OpenCL runs on; Verilator
# runs the RTL that the dataflow model is compared with; XRT's library runs host programs on the
# modelled board.
TEST_PACKAGES = $(BENCH_PACKAGES) clang++:clang make:make verilator:verilator pocl-opencl-icd \
	ocl-icd-opencl-dev tmux:tmux libxrt1 libxrt-dev

# A static runtime, so that the installed binary runs without the toolchain.
RELEASE = -c release --static-swift-stdlib
# An import that the manifest does not declare is an error: dependencies never point upwards.
LAYERED = --explicit-target-dependency-import-check error
FERRULE = .build/release/ferrule
SHARE = $(DESTDIR)$(PREFIX)/share/ferrule

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help bench test build lint check install uninstall benchmark compare-host gallery clean release \
	bench-packages test-packages

help: ## Print this list
	@echo 'usage: make TARGET [PREFIX=$(PREFIX)]'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1	\2/p' Makefile | expand -t 16

bench: bench-packages release ## Benchmark the U280 on the model and draw its rooflines
	$(FERRULE) bench u280 -o u280.csv

test: test-packages lint build ## Lint, build, run all tests and check Boards/ and Kernels/
	swift test --skip-build $(LAYERED)
	swift run --skip-build $(LAYERED) ferrule check

build: ## Build everything, tests too, for debugging
	swift build --build-tests $(LAYERED)

lint: ## Check layout and style of all Swift files
	swift format lint --strict --recursive Package.swift Sources Tests

install: release ## Install the binary and its data below PREFIX
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(SHARE)'
	install -m 755 $(FERRULE) '$(DESTDIR)$(PREFIX)/bin/ferrule'
	rm -rf '$(SHARE)/Boards' '$(SHARE)/Kernels' '$(SHARE)/Plots' '$(SHARE)/csim'
	cp -R Boards Kernels Plots Sources/HLSGenerator/csim '$(SHARE)'
	@echo 'installed $(DESTDIR)$(PREFIX)/bin/ferrule and $(SHARE)'

uninstall: ## Remove what install put below PREFIX
	rm -f '$(DESTDIR)$(PREFIX)/bin/ferrule'
	rm -rf '$(SHARE)'

benchmark: test-packages release ## Time the model; its goals and others' figures beside it
	swift build $(RELEASE) --product ferrule-benchmark
	$(FERRULE)-benchmark

compare-host: release ## Measure this machine beside likwid-bench (apt-get install likwid)
	sh .ci/compare-host $(FERRULE)

gallery: release ## Draw the pictures of Plots/gallery from the example results
	sh .ci/gallery $(FERRULE) Plots/gallery

clean: ## Remove what was built
	rm -rf .build

release:
	swift build $(RELEASE) --product ferrule

bench-packages:
	@sh .ci/ensure swift $(BENCH_PACKAGES)

test-packages:
	@sh .ci/ensure swift $(TEST_PACKAGES)
