import Foundation
import Measurements
import Quantities
import RooflineModel
import TestSupport
import Testing

import struct Measurements.Measurement

@testable import Plotting

@Suite("Kinds of plots")
struct PlotKindTests {
  @Test("Every kind has a name and words of its own")
  func names() {
    #expect(Set(PlotKinds.all.map(\.name)).count == PlotKinds.all.count)
    #expect(Set(PlotKinds.all.map(\.summary)).count == PlotKinds.all.count)
    #expect(PlotKinds.all.allSatisfy { PlotKinds.kind(named: $0.name)?.name == $0.name })
    #expect(PlotKinds.kind(named: "pie") == nil)
  }

  @Test("A kind without its rows names what is missing and a command that makes it")
  func missing() throws {
    var text = ""
    for kind in PlotKinds.all where kind.name != "roofline" {
      do {
        _ = try kind.scene(of: PlotSource(rows: [], rooflines: []))
        Issue.record("\(kind.name) drew nothing")
      } catch { text += "\(error)\n" }
    }
    #expect(text.components(separatedBy: "Make some with: ferrule ").count == PlotKinds.all.count)
    #expect(Golden.difference(text, "kinds-missing.txt") == nil)
  }

  @Test("Every kind looks as it was approved", arguments: PlotKinds.all.map(\.name))
  func golden(name: String) throws {
    let scene = try #require(PlotKinds.kind(named: name)).scene(of: SampleRows.source)
    let style = try Sample.style()
    #expect(Golden.difference(SVGPlot(style: style).render(scene), "kind-\(name).svg") == nil)
    let text = TextPlot(style: style, options: TextPlotOptions(charset: .ascii)).render(scene)
    #expect(Golden.difference(text, "kind-\(name).txt") == nil)
    #expect(!scene.title.isEmpty && !scene.horizontal.caption.isEmpty)
  }

  @Test("The order of rows changes nothing but the order of lines")
  func order() throws {
    let rows = SampleRows.rows
    for kind in [SweepKind.workingSet, .stride, .burst, .scaling] {
      let one = try kind.scene(of: PlotSource(rows: rows, rooflines: []))
      let other = try kind.scene(of: PlotSource(rows: rows.reversed(), rooflines: []))
      #expect(Set(one.series.map(\.points)) == Set(other.series.map(\.points)))
    }
  }

  @Test("Modelled lines and signs never look like measured ones")
  func evidence() throws {
    for kind in [SweepKind.workingSet, .stride, .burst, .scaling] {
      let scenes = try [ResultEvidence.measured, .modelled].map { evidence in
        try kind.scene(
          of: PlotSource(rows: SampleRows.rows.map { $0.with(evidence) }, rooflines: []))
      }
      let dashes = scenes.map {
        Set($0.series.filter { $0.stroke.weight == .strong }.map(\.stroke.dash))
      }
      #expect(dashes == [[.solid], [.longDash]])
      let glyphs = scenes.map { Set($0.marks.map(\.glyph)) }
      #expect(glyphs == [[.dot(outlined: false)], [.dot(outlined: true)]])
    }
  }

  @Test("Failed and emulated rows are not drawn")
  func unusable() {
    let rows = SampleRows.rows.map { $0.with(.emulated) }
    #expect(throws: PlotKindError.self) {
      try SweepKind.stride.scene(of: PlotSource(rows: rows, rooflines: []))
    }
  }

  @Test("A break-even mark lies where its curve is 1")
  func breakEven() throws {
    let scene = try SpeedupKind().scene(of: SampleRows.source)
    let marks = scene.marks.filter { $0.glyph == .letter("1", outlined: true) }
    #expect(marks.count == 1)
    #expect(marks.allSatisfy { abs($0.point.y - 1) < 0.02 })
  }

  @Test("Stacked bars of a run neither overlap nor leave gaps, and end at 100 %")
  func stacks() throws {
    let bars = try StallKind().scene(of: SampleRows.source).bars
    for (_, row) in Dictionary(grouping: bars, by: \.from.y) {
      let sorted = row.sorted { $0.from.x < $1.from.x }
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { abs($0.to.x - $1.from.x) < 1e-12 })
      #expect(abs((sorted.last?.to.x ?? 0) - 1) < 1e-12)
    }
  }
}

extension Measurement {
  func with(_ evidence: ResultEvidence) -> Measurement {
    var row = self
    row.evidence = evidence
    return row
  }
}

/// Rows with round, invented numbers for every kind.
enum SampleRows {
  static var source: PlotSource {
    var source = PlotSource(rows: rows, rooflines: [Sample.u280()])
    source.kernels = Sample.kernels()
    source.breakdowns = [("stream triad", 0.5), ("memory-probe random", 0.125)].map { label, data in
      RunBreakdown(
        label: label,
        parts: [("data bus", data), ("row miss", 0.875 - data), ("refresh", 0.125)].map {
          RunBreakdown.Part(cause: $0.0, share: $0.1, words: "in words")
        })
    }
    source.uses = (0..<3).map { region in
      RegionUse(
        label: "roofline f32, 30 units", region: "SLR\(region)",
        shares: [("lut", 0.31), ("ff", 0.22), ("dsp", 0.78), ("bram", 0.4), ("uram", 0)].map {
          ($0.0, $0.1 * Double(3 - region) / 3)
        })
    }
    source.speedups = [("stencil", 20.0, 1.0), ("sort", 0.8, 0.1)].map { kernel, limit, fixed in
      SpeedupCurve(
        kernel: kernel, board: "u280",
        points: (-40...40).map { step in
          let scale = pow(10, Double(step) / 20)
          let speedup = limit * scale / (scale + fixed)
          return .init(
            scale: scale, speedup: speedup, interval: (0.8 * speedup)...(1.2 * speedup))
        }, breakEven: limit > 1 ? fixed / (limit - 1) : nil, half: limit > 1 ? fixed : nil)
    }
    return source
  }

  static var rows: [Measurement] { strides + workingSets + bursts + units }

  private static func row(_ bytes: Int, _ rate: Double, _ change: (inout Measurement) -> Void)
    -> Measurement
  {
    var row = Measurement()
    row.board = "u280"
    row.kernel = "memory-probe"
    row.operation = "read"
    row.memory = "hbm"
    row.bytesRead = bytes
    row.seconds = Double(bytes) / rate
    row.evidence = .modelled
    change(&row)
    return row
  }

  private static var strides: [Measurement] {
    ["hbm", "ddr"].flatMap { memory in
      (6...14).map { power in
        row(1 << 20, (memory == "hbm" ? 12e9 : 16e9) / Double(1 << max(0, power - 8))) {
          $0.memory = memory
          $0.pattern = "strided"
          $0.strideBytes = 1 << power
        }
      }
    }
  }

  private static var workingSets: [Measurement] {
    var rows: [Measurement] = []
    for access in [64, 128] {
      for power in [12, 14, 16, 18, 20, 22, 24, 26] {
        for factor in [0.97, 1, 1.05] {
          let rate: Double = (power < 18 ? 12e9 : 3e9) * Double(access / 64)
          rows.append(
            row(1 << 20, factor * rate) {
              $0.evidence = access == 64 ? .measured : .modelled
              $0.pattern = "random"
              $0.accessBytes = access
              $0.workingSetBytes = 1 << power
            })
        }
      }
    }
    return rows
  }

  private static var bursts: [Measurement] {
    [1, 4, 16].flatMap { outstanding in
      (0...6).map { power in
        row(1 << 20, min(13e9, 0.2e9 * Double(outstanding << power))) {
          $0.portBits = 512
          $0.burstBeats = 1 << power
          $0.outstanding = outstanding
        }
      }
    }
  }

  private static var units: [Measurement] {
    [1, 2, 4, 8, 16, 30].map { units in
      row(1 << 20, min(13e9 * Double(units), 300e9)) {
        $0.kernel = "stream"
        $0.operation = "triad"
        $0.computeUnits = units
        $0.channels = units
        $0.operations = 1 << 16
        $0.power = Power(20 + Double(units))
      }
    }
  }
}
