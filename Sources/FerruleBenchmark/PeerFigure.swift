/// What another program reaches on the same task.
///
/// All were measured on a 2-core machine, per second of CPU time of one core, when the goals were
/// set; they are carried over, not measured again by this program.
struct PeerFigure: Hashable {
  /// Who.
  let program: String
  /// The figure in words, with its unit.
  let figure: String

  static let sequentialDDR4 = [
    PeerFigure(program: "DRAMsim3", figure: "1250 s (196 k requests/s)"),
    PeerFigure(program: "Ramulator 2.1", figure: "950 s (253 k requests/s)"),
  ]
  /// Rate alone: no time was measured for 16 GiB.
  static let sequentialHBM2 = [
    PeerFigure(program: "Ramulator 2.1", figure: "178 k requests/s")
  ]
  static let randomDDR4 = [
    PeerFigure(program: "DRAMsim3", figure: "0.126 M/s"),
    PeerFigure(program: "Ramulator 2.1", figure: "0.176 M/s"),
  ]
  static let randomHBM2 = [PeerFigure(program: "Ramulator 2.1", figure: "0.107 M/s")]
  static let chain = [
    PeerFigure(program: "Verilator, 512 bit", figure: "4-5 M/s"),
    PeerFigure(program: "C++ twin, counters only", figure: "117-126 M/s"),
  ]

  /// Where the figures come from.
  static let source = """
    Seconds are CPU time of one thread, except where it says wall clock. Peers: CPU time of one
    core of a 2-core machine, measured when the goals were set and not again here; DRAMsim3 and
    Ramulator 2.1 with DDR4-2400 or HBM2 and 64 B reads, the time of 16 GiB from their rates; the
    chain in Verilator and its C++ twin were programs of their own.
    """
}
