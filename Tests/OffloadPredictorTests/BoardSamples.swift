import OffloadPredictor
import Quantities
import RooflineModel

/// An imaginary board in round numbers: hbm 400 GB/s, bram 4 TB/s, f32 1 TOP/s, link 10 and 5 GB/s.
enum BoardSamples {
  static func roofline(interval: ClosedRange<Double>? = nil) -> Roofline {
    let ceilings = [
      ceiling(.memory("ddr"), 2e10), ceiling(.memory("hbm"), 4e11, interval: interval),
      ceiling(.onChip("bram"), 4e12), ceiling(.compute(type: "f32", operation: "add"), 4e11),
      ceiling(.compute(type: "f32", operation: "fma"), 1e12),
      ceiling(.memory("hbm"), 4.6e11, basis: .theoretical),
    ]
    return Roofline(board: "u280", ceilings: ceilings, ridgePoints: [], points: [], violations: [])
  }

  static var link: HostLink {
    var link = HostLink()
    link.hostToDevice = Estimate(value: 1e10)
    link.deviceToHost = Estimate(value: 5e9)
    link.latency = TimeSpan(1e-5)
    link.launchOverhead = TimeSpan(1e-4)
    return link
  }

  static func model(interval: ClosedRange<Double>? = nil) -> OffloadModel {
    OffloadModel(roofline: roofline(interval: interval), link: link)
  }

  private static func ceiling(
    _ kind: Ceiling.Kind, _ value: Double, basis: CeilingBasis = .measured,
    interval: ClosedRange<Double>? = nil
  ) -> Ceiling {
    Ceiling(
      kind: kind, board: "u280", basis: basis,
      estimate: Estimate(value: value, interval: interval), origin: "made up")
  }
}
