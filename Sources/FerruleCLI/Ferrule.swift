package import ArgumentParser

/// The root command: what `ferrule` is for, in the words of its three jobs.
package struct Ferrule: AsyncParsableCommand {
  /// The version that results and generated files carry.
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "ferrule",
    abstract: "Empirical rooflines for FPGA boards, and whether offloading pays.",
    discussion: """
      Three jobs:
        ferrule bench u280                          benchmark a board
        ferrule view u280.csv                       see its rooflines
        ferrule predict u280.csv --kernels my.csv   is offloading worth it?

      There is no card needed: bench runs on a built-in model of the board.

      Results go to stdout, diagnostics to stderr. Exit codes: 0 done, 1 the \
      work failed, 2 a check did not hold, 64 wrong usage or bad input file, \
      69 runner not available, 130 interrupted.
      """,
    version: version,
    subcommands: [
      Bench.self, View.self, Place.self, Predict.self, Compare.self, Import.self, Explain.self,
      Plot.self, Report.self, RooflineCommand.self, Generate.self, Clock.self,
      Boards.self, Kernels.self, Check.self, Validate.self, Doctor.self,
      XclbinCommand.self, Emulate.self, XRTDeviceCommand.self, XRTWorkerCommand.self,
      OpenCLWorkerCommand.self,
    ])

  package init() {}
}
