import Specs

/// What an access finds in its bank.
package enum PageState: String, CaseIterable, Sendable {
  /// Its row is open.
  case hit
  /// No row is open.
  case closed
  /// Another row is open.
  case miss
}

/// The strided chain of reads in which every access but the first finds its bank in a given state,
/// from the address map of the memory. The cases are those whose idle latencies Shuhai prints (Wang
/// et al., FCCM 2020, Table IV); how it makes them is not known to us.
///
/// - hit: the columns of one row, one after the other;
/// - closed: one bank after the other, none twice, before the first refresh;
/// - miss: one row after the other of one bank.
struct PagePattern {
  /// Distance of two accesses.
  let strideBytes: Int
  /// Bytes after which the pattern begins again; a power of two.
  let workingSetBytes: Int
  /// Accesses that are made: few enough to end before the first refresh.
  let accesses: Int

  /// Eight accesses take at most 2.5 us, refreshes come every 3.9 us or less often.
  private static let mostAccesses = 8

  /// Finds the pattern; `nil` where the map leaves fewer than four places for it.
  init?(_ state: PageState, dram: DRAMSpec, busBits: Int) {
    let fields: Set<DRAMAddressField> =
      switch state {
      case .hit: [.column]
      case .closed: [.bank, .bankGroup]
      case .miss: [.row]
      }
    let transactionBytes = busBits / 8 * dram.geometry.burstLength
    guard let run = Self.longestRun(of: fields, in: dram.addressMap), run.bits >= 2 else {
      return nil
    }
    strideBytes = transactionBytes << run.shift
    workingSetBytes = strideBytes << run.bits
    accesses = min(Self.mostAccesses, 1 << run.bits)
  }

  /// The widest neighbouring bits of a transaction number that select within some fields.
  private static func longestRun(
    of fields: Set<DRAMAddressField>, in map: DRAMAddressMap
  ) -> (shift: Int, bits: Int)? {
    var best: (shift: Int, bits: Int)?
    var shift = 0
    var open: (shift: Int, bits: Int)?
    for piece in map.pieces.reversed() {
      if fields.contains(piece.field) {
        open = (open?.shift ?? shift, (open?.bits ?? 0) + piece.bits)
        if let open, open.bits > best?.bits ?? 0 { best = open }
      } else {
        open = nil
      }
      shift += piece.bits
    }
    return best
  }
}
