import DataflowModel
import Explanation
import Foundation
import KernelIR
import Measurements
import OffloadPredictor
import Plotting
import Quantities
import RooflineModel
import Runners
import Specs

import struct Measurements.Measurement

/// Works out what a kind of plot needs beside rows and rooflines.
struct PlotMaterial {
  let files: [String]
  let source: RooflineSource
  let catalog: SpecCatalog
  let workloads: [Workload]

  /// Everything for one kind.
  ///
  /// - Throws: ``CommandFailure`` and errors of the model, in whatever the kind needs.
  func source(for need: PlotNeed, options: RooflineSceneOptions) async throws -> PlotSource {
    var result = PlotSource(rows: source.rows, rooflines: source.rooflines)
    result.options = options
    result.kernels = WorkloadPoints(rooflines: source.rooflines).points(of: workloads)
    switch need {
    case .nothing: break
    case .breakdowns: result.breakdowns = try await breakdowns()
    case .regions: result.uses = try uses()
    case .kernels: result.speedups = try speedups()
    }
    return result
  }

  // MARK: Stalls

  private func breakdowns() async throws -> [RunBreakdown] {
    let (rows, name) = (source.rows, files.joined(separator: ", "))
    let numbers = try RowChoice(rows: rows, file: name).numbers(row: nil, all: true)
    let designs = ExplainSource(catalog: catalog, boardFile: nil, kernelFile: nil, file: name)
    var found: [RunBreakdown] = []
    for number in numbers {
      try Task.checkCancellation()
      do {
        for (_, rebuilt) in try designs.rebuilt([number], of: rows) {
          let explanation = try await Explanation(
            rebuilt.rebuild, board: rebuilt.board, changes: false)
          found.append(Self.breakdown(explanation))
        }
      } catch let error where CommandFailure(error)?.status == .usage {
        Diagnostics.warning("not drawn: \(CommandFailure(error)?.message ?? "\(error)")")
      }
    }
    return found
  }

  private static func breakdown(_ explanation: Explanation) -> RunBreakdown {
    let total = Double(max(1, explanation.result.stalls.total))
    let units = explanation.job.design.computeUnits
    return RunBreakdown(
      label: explanation.job.label + (units > 1 ? ", \(units) units" : ""),
      parts: explanation.result.stalls.entries.map {
        RunBreakdown.Part(
          cause: $0.cause.rawValue, share: Double($0.cycles) / total, words: $0.cause.phrase)
      })
  }

  // MARK: Resources

  /// Designs with known resources, each once, their units dealt out to regions as the model does.
  private func uses() throws -> [RegionUse] {
    var seen: Set<RowIdentity> = []
    // Runs of one build take the same.
    var known: Set<RegionUse> = []
    return try source.rows.filter { $0.status == .ok && seen.insert(RowIdentity($0)).inserted }
      .flatMap { row -> [RegionUse] in
        guard let taken = Self.resources(of: row), let units = row.computeUnits, units > 0,
          catalog.boardNames.contains(row.board)
        else { return [] }
        return Self.uses(of: row, taken, units, try catalog.board(row.board))
      }.filter { known.insert($0).inserted }
  }

  private static func resources(of row: Measurement) -> ResourceCount? {
    guard let lut = row.lut, let ff = row.ff, let dsp = row.dsp, let bram = row.bram,
      let uram = row.uram
    else { return nil }
    return ResourceCount(lut: lut, ff: ff, dsp: dsp, bram: bram, uram: uram)
  }

  private static func uses(
    of row: Measurement, _ taken: ResourceCount, _ units: Int, _ board: BoardSpec
  ) -> [RegionUse] {
    var need = ResourceCount()
    for kind in ResourceKind.allCases { need[kind] = taken[kind] / units }
    let label = [row.kernel, row.operation, row.elementType, "\(units) units"]
      .filter { !$0.isEmpty }.joined(separator: " ")
    guard
      let placement = try? Placement(units: units, need: need, board: board, subject: label)
    else { return [] }
    return board.regions.enumerated().map { index, region in
      let count = Double(placement.regions.count { $0 == index })
      return RegionUse(
        label: label, region: region.name,
        shares: ResourceKind.allCases.filter { region.resources[$0] > 0 }.map { kind in
          (kind.rawValue, count * Double(need[kind]) / Double(region.resources[kind]))
        })
    }
  }

  // MARK: Speed-ups

  /// Predictions of every kernel on every board from a thousandth to a thousand times its size.
  private func speedups() throws -> [SpeedupCurve] {
    try source.rooflines.flatMap { roofline in
      let link = try HostLink.known(of: roofline, rows: source.rows, catalog)
      let model = OffloadModel(roofline: roofline, link: link)
      return workloads.map { workload in
        let own = model.prediction(for: workload)
        return SpeedupCurve(
          kernel: workload.name, board: roofline.board,
          points: (-30...30).compactMap { step in
            Self.point(workload, step, model)
          }, breakEven: own.breakEvenScale, half: own.halfAccelerationScale)
      }
    }
  }

  private static func point(
    _ workload: Workload, _ step: Int, _ model: OffloadModel
  ) -> SpeedupCurve.Point? {
    let scale = pow(10, Double(step) / 10)
    let prediction = model.prediction(for: workload.scaled(by: scale), isBrief: true)
    guard let speedup = prediction.speedup else { return nil }
    let ends = [prediction.speedupLow, prediction.speedupHigh].compactMap { $0 }.sorted()
    let interval = ends.count == 2 ? ends[0]...ends[1] : nil
    return SpeedupCurve.Point(scale: scale, speedup: speedup, interval: interval)
  }
}
