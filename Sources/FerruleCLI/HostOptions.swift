import ArgumentParser
import Runners

/// The flags of `bench` that only `bench host` has a use for.
struct HostOptions: ParsableArguments {
  @Flag(help: "Fewer working sets and shorter runs: at most 20 s.")
  var quick = false

  @Option(
    help: ArgumentHelp(
      "Least time of one repetition in seconds; default: 0.1, with --quick 0.02.",
      valueName: "seconds"))
  var minTime: Double?

  @Option(
    help: ArgumentHelp("The C compiler; default: the first of cc, clang, gcc.", valueName: "name"))
  var cc: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Further flags for the C compiler, e.g. \"-O2\".", valueName: "flags"))
  var cflags: String?

  /// The board that is no board: this machine.
  static let board = "host"

  /// Whether a command measures this machine.
  ///
  /// - Throws: ``CommandFailure`` (64) for flags that do not fit together.
  func isWanted(by command: Bench) throws -> Bool {
    let isHost = command.board == Self.board
    guard isHost else {
      try refuse(command)
      return false
    }
    guard ["model", "host"].contains(command.runner) else {
      throw CommandFailure.usage(
        "bench host: measures this machine itself, so --runner \(command.runner) has nothing to run; "
          + "leave it out, or name a board")
    }
    try checkNumbers(command)
    try refuseDesigns(command)
    return true
  }

  private func refuse(_ command: Bench) throws {
    let flags = [
      ("--quick", quick), ("--min-time", minTime != nil), ("--cc", cc != nil),
      ("--cflags", cflags != nil),
    ]
    let vain = flags.filter(\.1).map(\.0)
    guard vain.isEmpty else {
      throw CommandFailure.usage(
        "\(vain.joined(separator: ", ")): only bench host has a use for it; leave it out"
          + (quick ? ", or use --suite quick" : ""))
    }
    guard command.runner == "host" else { return }
    throw CommandFailure.usage(
      "--runner host: this machine is its own board; use ferrule bench host")
  }

  private func checkNumbers(_ command: Bench) throws {
    if let minTime, !(minTime >= 0.001 && minTime <= 60) {
      throw CommandFailure.usage("--min-time: found \(minTime), expected 0.001 to 60 seconds")
    }
    if let count = command.repetitions, !(1...1000).contains(count) {
      throw CommandFailure.usage("--repetitions: found \(count), expected 1 to 1000 on the host")
    }
    guard command.output != "-" || command.display.format == .text else {
      throw CommandFailure.usage(
        "--format \(command.display.format.rawValue) is for the summary, and -o - prints rows as "
          + "CSV instead of it; name a file with -o, or leave --format out")
    }
  }

  private func refuseDesigns(_ command: Bench) throws {
    var vain: [String] = []
    if let axis = try command.design.sweep().axes.first, command.kernel == nil {
      throw CommandFailure.usage("\(axis.key.flag) needs --kernel")
    }
    if command.kernel != nil, command.suite != nil { vain.append("--suite with --kernel") }
    let flags = [
      ("--fill", command.filling.fill), ("--view", command.view),
      ("--warmup", command.warmup != nil),
      ("--tool", command.tool != "vitis"),
    ]
    vain += flags.filter(\.1).map(\.0)
    guard vain.isEmpty else {
      throw CommandFailure.usage(
        "bench host: \(vain.joined(separator: ", ")) is for boards; leave it out")
    }
    guard [nil, "quick", "full"].contains(command.suite) else {
      throw CommandFailure.usage(
        "--suite: found \"\(command.suite ?? "")\", expected quick or full on the host")
    }
  }
}
