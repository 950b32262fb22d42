import ArgumentParser
import Runners

/// The design-point flags of `bench` and `generate`; a comma-separated list sweeps a flag.
struct DesignOptions: ParsableArguments {
  @Option(help: "Operation of the kernel, e.g. triad.")
  var operation: String?

  @Option(help: "How phases follow each other: overlapped or phased.")
  var schedule: String?

  @Option(help: "Element type: f16, f32, f64, i8, i16, i32 or i64.")
  var type: String?

  @Option(help: "Board memory, e.g. hbm or ddr; for on-chip kernels bram, uram, lutram, register.")
  var memory: String?

  @Option(help: "Memory channels that all compute units reach together.")
  var channels: String?

  @Option(help: "Copies of the kernel.")
  var computeUnits: String?

  @Option(help: "Elements per beat.")
  var lanes: String?

  @Option(help: "Operators in a row per lane (roofline kernel).")
  var chain: String?

  @Option(help: "Times a tile is recomputed on chip.")
  var passes: String?

  @Option(help: ArgumentHelp("Kernel clock, e.g. \"300 MHz\".", valueName: "frequency"))
  var clock: String?

  @Option(help: ArgumentHelp("Clock of the memory controller's port.", valueName: "frequency"))
  var memoryClock: String?

  @Option(help: ArgumentHelp("Bytes that each port moves, e.g. 256MiB.", valueName: "bytes"))
  var size: String?

  @Option(
    help: """
      Size as the kernel counts it, instead of --size: elements per array over all compute units, \
      order of matrices, number of transforms.
      """)
  var problemSize: String?

  @Option(help: "Width of a memory port in bits, instead of --lanes.")
  var portBits: String?

  @Option(help: "Longest AXI burst in beats, 1 to 256.")
  var burstBeats: String?

  @Option(help: "Outstanding bursts per port and direction.")
  var outstanding: String?

  @Option(help: "Probe addresses: sequential, strided or random.")
  var pattern: String?

  @Option(help: ArgumentHelp("Distance between probe accesses.", valueName: "bytes"))
  var stride: String?

  @Option(help: ArgumentHelp("Bytes of one probe access.", valueName: "bytes"))
  var accessBytes: String?

  @Option(help: ArgumentHelp("Region that probe accesses stay in.", valueName: "bytes"))
  var workingSet: String?

  @Option(
    help: ArgumentHelp(
      "Further settings: \(DesignKey.settings.map(\.rawValue).joined(separator: ", ")).",
      valueName: "key=value"))
  var set: [String] = []

  /// Every flag that was given, with the values to sweep, in a fixed order.
  ///
  /// - Throws: ``CommandFailure`` for a `--set` without `=`, an unknown key, or an empty list.
  func sweep() throws -> DesignSweep {
    let flags: [(DesignSweep.Key, String?)] = [
      (.operation, operation), (.schedule, schedule), (.type, type), (.memory, memory),
      (.channels, channels), (.computeUnits, computeUnits), (.lanes, lanes), (.chain, chain),
      (.passes, passes), (.clock, clock), (.memoryClock, memoryClock), (.size, size),
      (.problemSize, problemSize), (.portBits, portBits), (.burstBeats, burstBeats),
      (.outstanding, outstanding), (.pattern, pattern), (.stride, stride),
      (.accessBytes, accessBytes), (.workingSet, workingSet),
    ]
    var axes: [DesignSweep.Axis] = []
    for case (let key, let text?) in flags {
      axes.append(try DesignSweep.Axis(key, list: text))
    }
    for setting in set { axes.append(try DesignSweep.Axis(setting: setting)) }
    return try DesignSweep(axes)
  }
}
