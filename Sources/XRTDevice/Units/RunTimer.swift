import DataflowModel
import Foundation
import HLSGenerator
import KernelIR
import Quantities
import Specs

/// What a generated design takes for a run, by the model of its board.
struct RunTimer {
  private let design: GeneratedPoint
  private let description: EmulationDescription.Kernel
  private var known: [Key: DeviceRecord.Time] = [:]

  private struct Key: Hashable {
    let sizes: [String: UInt32]
    let units: [Int]
  }

  /// Prepares a kernel.
  ///
  /// - Throws: Why its runs cannot be timed.
  init(
    _ description: EmulationDescription.Kernel, manifest: String, board: BoardSpec,
    catalog: SpecCatalog
  ) throws {
    self.description = description
    design = try GeneratedPoint(manifest: manifest, board: board, catalog: catalog)
    let names =
      design.program.arrays.map(\.name) + design.program.sizes
      + design.program.scalars.map(\.name)
    guard names == description.arguments.map(\.name) else {
      throw TimingFailure(
        description: "manifest.json describes a kernel with the arguments "
          + "\(names.joined(separator: ", ")), the xclbin one with "
          + description.arguments.map(\.name).joined(separator: ", "))
    }
  }

  /// Times a run of a unit.
  ///
  /// - Parameters:
  ///   - run: Number of the run.
  ///   - values: All registers by name.
  ///   - together: The registers of all units that ran at the same time, its own included, by the
  ///     number of the unit.
  /// - Returns: The time, or why there is none.
  mutating func time(
    run: Int, values: [String: UInt64], together: [Int: [String: UInt64]]
  ) -> DeviceRecord.Time {
    let sizes = self.sizes(values)
    let key = Key(sizes: sizes, units: together.keys.sorted())
    var time = known[key] ?? model(sizes, units: key.units)
    known[key] = time
    time.run = run
    if together.values.contains(where: { self.sizes($0) != sizes }) {
      let remark = "assumed: units that ran at the same time ran the same sizes"
      time.remark = [time.remark, remark].compactMap(\.self).joined(separator: "; ")
    }
    return time
  }

  /// Values of the integer arguments; `unit` numbers the units and does not change the time.
  private func sizes(_ values: [String: UInt64]) -> [String: UInt32] {
    Dictionary(
      uniqueKeysWithValues: design.program.sizes.filter { $0 != "unit" }.map {
        ($0, UInt32(truncatingIfNeeded: values[$0] ?? 0))
      })
  }

  private func model(_ sizes: [String: UInt32], units: [Int]) -> DeviceRecord.Time {
    var time = DeviceRecord.Time(run: 0, stalls: [])
    do {
      let run = design.run(sizes)
      try design.lowering.check(run)
      let result = try BoardModel(board: design.lowering.board).time(
        design.program, design: design.point, run: run, units: units)
      time.cycles = result.cycles
      time.modelledSeconds = result.seconds
      time.stalls = result.stalls.entries.map { .init(cause: $0.cause.rawValue, cycles: $0.cycles) }
      count(run, &time)
    } catch {
      time.remark = "no time: \(error)"
    }
    return time
  }

  private func count(_ run: RunArguments, _ time: inout DeviceRecord.Time) {
    let work = WorkCount(
      design.program, of: design.lowering.kernel, design: design.point, run: run)
    guard !work.hasOverflow else { return }
    time.bytesRead = work.bytesRead.values.reduce(0, +)
    time.bytesWritten = work.bytesWritten.values.reduce(0, +)
    time.operations = work.operations > 0 ? work.operations : nil
  }
}

/// Why runs cannot be timed.
struct TimingFailure: Error, CustomStringConvertible {
  let description: String
}

/// A design point of a manifest, lowered again.
struct GeneratedPoint {
  let lowering: KernelLowering
  let program: KernelProgram

  var point: DesignPoint { lowering.design }

  /// Reads a manifest and finds its kernel in the catalogue.
  ///
  /// - Throws: Why it cannot be lowered, or is not what this version would generate.
  init(manifest text: String, board: BoardSpec, catalog: SpecCatalog) throws {
    let manifest = try DesignRecord(Data(text.utf8), name: "manifest.json")
    let kernel = try Self.kernel(manifest.kernel, catalog)
    lowering = try KernelLowering(
      kernel: kernel, board: board, design: manifest.design(board: board, kernel: kernel))
    program = try lowering.program()
    let channels = ChannelAssignment(design: lowering.design, program: program).ranges.map {
      $0.map { [$0.lowerBound, $0.upperBound] }
    }
    guard program.name == manifest.kernel, channels == manifest.channels else {
      throw TimingFailure(
        description: "manifest.json is not what this version generates for its design point")
    }
  }

  /// Names of kernels have hyphens where their C identifiers have underscores.
  private static func kernel(_ identifier: String, _ catalog: SpecCatalog) throws -> KernelSpec {
    let names = [identifier, String(identifier.map { $0 == "_" ? "-" : $0 })]
    do { return try catalog.kernel(names[1]) } catch {
      return try catalog.kernel(names[0])
    }
  }

  /// The arguments of a run from the values of its integer registers.
  func run(_ sizes: [String: UInt32]) -> RunArguments {
    func value(_ name: String) -> Int? { sizes[name].map(Int.init) }
    var run = RunArguments(beats: (value("tiles") ?? 1) * point.tileBeats)
    if let accesses = value("accesses") {
      run.accessBeats = value("access_beats") ?? 1
      run.beats = accesses.multipliedReportingOverflow(by: run.accessBeats).partialValue
    }
    run.passes = value("passes") ?? 1
    run.tap = value("tap") ?? 0
    run.strideBeats = value("stride") ?? 1
    run.workingSetBeats = (value("mask") ?? 0) + 1
    let values = sizes.mapValues { Int($0) }
    run.shape = lowering.kernel.shape(of: point)?.sizes(registers: values) ?? values
    return run
  }
}
