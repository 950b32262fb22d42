import Measurements
import struct Measurements.Measurement
import OffloadPredictor
import Quantities
import RooflineModel
import Specs

extension HostLink {
  /// The link as measured or modelled in rows; what they lack comes from the board's file.
  ///
  /// - Parameters:
  ///   - roofline: The fit of the rows.
  ///   - rows: Rows of the link; without them latency and launch come from the board's file.
  ///   - catalog: Where the board's file is.
  /// - Returns: No link for results of a host; else the link, with an origin for everything that is known.
  /// - Throws: `SpecError` when the board's file is wrong.
  static func known(
    of roofline: Roofline, rows: [Measurement], _ catalog: SpecCatalog
  ) throws -> HostLink {
    let mine = rows.filter { $0.board == roofline.board }
    if !mine.isEmpty, mine.allSatisfy({ $0.runner == "host" }) { return .none }
    let own = HostLink(rows: rows, roofline: roofline)
    guard catalog.boardNames.contains(roofline.board) else { return own }
    let spec = try catalog.board(roofline.board).hostLink
    var known = HostLink()
    known.hostToDevice = Estimate(value: spec.hostToDevice.value)
    known.deviceToHost = Estimate(value: spec.deviceToHost.value)
    known.latency = spec.latency
    known.launchOverhead = spec.launchOverhead
    return own.completed(by: known, origin: "board file \(roofline.board)")
  }
}
