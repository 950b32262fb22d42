import Foundation
import Quantities
import RooflineModel
import RunStore

extension ViewData {
  /// log10 of a row's operations per byte and operations per second; `nil` without a place.
  ///
  /// Constant time: this is what plots and sorts of many rows use.
  package func place(of row: RowID) -> (x: Double, y: Double)? {
    switch row {
    case .kernel(let index):
      guard kernels.indices.contains(index), energy == nil else { return nil }
      let kernel = kernels[index]
      let place = (log10(kernel.intensity.value), log10(kernel.throughput.value))
      return place.0.isFinite && place.1.isFinite ? place : nil
    case .run(let index):
      guard index >= 0, index < snapshot.runs.count else { return nil }
      let x = snapshot.runs.logIntensity(of: index)
      var y = snapshot.runs.logThroughput(of: index)
      if let energy {
        guard let power = energy.powers[index] else { return nil }
        y -= Float(log10(power))
      }
      return x.isFinite && y.isFinite ? (Double(x), Double(y)) : nil
    }
  }

  /// Kernel and operation of a row, or the name of a user's kernel; constant time.
  package func name(of row: RowID) -> String {
    switch row {
    case .kernel(let index): kernels.indices.contains(index) ? kernels[index].label : ""
    case .run(let index):
      index >= 0 && index < snapshot.runs.count ? snapshot.runs[index].family.name : ""
    }
  }
}

extension RunFamily {
  /// Kernel and operation.
  var name: String { [kernel, operation].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// Whether rows pass a filter; what can be decided once is decided once.
struct RowMatch {
  private let filter: RowFilter
  private let data: ViewData
  private let words: [String]
  /// By the place of a family: whether its runs pass, tags aside.
  private let families: [Bool]

  init(_ filter: RowFilter, _ data: ViewData) {
    self.filter = filter
    self.data = data
    let words = filter.words.lowercased().split(separator: " ").map(String.init)
    self.words = words
    families = data.snapshot.runs.families.map { family in
      // A run without an off-chip memory has no place on the roofline.
      family.kinds.offChipMemory != nil
        && filter.passes(
          board: family.board, memory: family.memory, elementType: family.elementType)
        && Self.has(
          words,
          "\(family.name) \(family.board) \(family.memory) \(family.elementType) "
            + family.basis.rawValue)
    }
  }

  func matches(kernel index: Int) -> Bool {
    let kernel = data.kernels[index]
    return isTagged(.kernel(index))
      && filter.passes(
        board: kernel.board, memory: kernel.memory, elementType: kernel.elementType)
      && Self.has(
        words,
        "\(kernel.label) \(kernel.board) \(kernel.memory) \(kernel.elementType) "
          + kernel.basis.rawValue)
  }

  /// A run is listed when it has a place on the roofline and passes the filter.
  func matches(run index: Int) -> Bool {
    families[data.snapshot.runs.family(of: index)] && data.place(of: .run(index)) != nil
      && isTagged(.run(index))
  }

  private func isTagged(_ row: RowID) -> Bool { filter.tagged.map { $0.contains(row) } ?? true }

  private static func has(_ words: [String], _ text: String) -> Bool {
    guard !words.isEmpty else { return true }
    let lowered = text.lowercased()
    return words.allSatisfy(lowered.contains)
  }
}
