import DesignAdvice
import Measurements
import struct Measurements.Measurement
import OffloadPredictor
import Quantities
import ReportImport
import RooflineModel

/// A kernel on a roofline.
struct PlacedKernel {
  var name: String
  var board: String
  var memory: String
  var intensity: OperationalIntensity?
  /// What it reached; `nil` without a time.
  var reached: Throughput?
  /// What the lowest ceiling allows at its intensity.
  var bound: Throughput?
  /// The lowest ceiling.
  var binding = ""
  /// What its build allows by operators and by ports.
  var own: OwnCeilings?
  /// Every ceiling over it, the lowest first.
  var ceilings: [BuildCeiling] = []
  /// What would raise the lowest one; `nil` without an intensity.
  var advice: ChangeAdvice?

  /// How much of the bound was reached.
  var share: Double? {
    guard let reached, let bound, bound.value > 0 else { return nil }
    return reached.value / bound.value
  }
}

/// Places kernels: the lowest of the board's ceilings and of those of the kernel's own build binds.
struct KernelPlacement {
  let rooflines: [Roofline]
  let build: BuildFolder?
  /// What is known of the boards.
  let boards: PlacementBoards

  /// A row per kernel and roofline; kernels that only reports know come after those given.
  func kernels(_ workloads: [Workload]) -> [PlacedKernel] {
    let named = Set(workloads.map(\.name))
    let others = (build?.kernels ?? []).filter { !named.contains($0.kernel) }
      .map { Workload(name: $0.kernel) }
    return (workloads + others).flatMap { workload in
      let row = build?.kernels.first { $0.kernel == workload.name }
      let known = row ?? build?.run(of: workload.name)
      return rooflines(for: known).compactMap { placed(complete(workload, row), row, on: $0) }
    }
  }

  /// Those of the board that was built for; all of them when the build names none of them.
  private func rooflines(for row: Measurement?) -> [Roofline] {
    let own = rooflines.filter { $0.board == row?.board }
    guard own.isEmpty else { return own }
    if let row, !row.board.isEmpty {
      Diagnostics.warning(
        "kernel \(row.kernel) was built for \(row.board), of which no results are given; it is "
          + "placed on \(rooflines.map(\.board).joined(separator: ", "))")
    }
    return rooflines
  }

  /// Bytes, time and memory from the profile and the build, where the user gives none.
  private func complete(_ workload: Workload, _ row: Measurement?) -> Workload {
    var workload = workload
    if let type = row?.elementType, !type.isEmpty, workload.operations == nil {
      workload.elementType = type
    }
    if workload.memory == nil, let memory = row?.memory, !memory.isEmpty {
      workload.memory = memory
    }
    guard let run = build?.run(of: workload.name) else { return workload }
    if workload.bytes == nil { workload.bytes = run.bytesMoved.map(Double.init) }
    if workload.seconds == nil { workload.seconds = run.seconds }
    return workload
  }

  private func placed(
    _ workload: Workload, _ row: Measurement?, on roofline: Roofline
  ) -> PlacedKernel? {
    let own = row.map { OwnCeilings($0) }
    let memory = workload.memory.flatMap { roofline.ceiling(.memory($0)) == nil ? nil : $0 }
    guard let memory = memory ?? roofline.fastestMemory else { return nil }
    var placed = PlacedKernel(name: workload.name, board: roofline.board, memory: memory)
    placed.own = own
    guard let intensity = workload.intensity, intensity.value > 0 else {
      let isKnown = own?.compute != nil || own?.ports != nil
      if !isKnown {
        Diagnostics.warning(
          "kernel \(workload.name) has no place on the roofline: operations and bytes are needed")
      }
      return isKnown ? placed : nil
    }
    placed.intensity = intensity
    placed.reached = workload.throughput
    let figures = figures(of: workload.name, row, memory: memory)
    let around = boards.surroundings(roofline, type: workload.elementType)
    placed.ceilings = BuildCeilings(figures, around: around, intensity: intensity).all
    placed.bound = placed.ceilings.first?.allowed
    placed.binding = placed.ceilings.first?.name ?? ""
    placed.advice = ChangeAdvice(figures, around: around, intensity: intensity)
    return placed
  }

  /// What reports say of how a kernel was built; bursts are those that a profile counted.
  private func figures(of kernel: String, _ row: Measurement?, memory: String) -> BuildFigures {
    var figures = BuildFigures(memory: memory)
    let run = build?.run(of: kernel)
    guard let known = row ?? run else { return figures }
    figures.units = known.computeUnits
    figures.operators = known.extra("operators").flatMap { Int($0) }
    figures.interval = known.initiationInterval
    figures.clock = known.clock
    figures.ports = (known.extra("memory_ports") ?? run?.extra("memory_ports")).flatMap { Int($0) }
    figures.portBits = known.portBits ?? run?.portBits
    figures.burstBeats = run?.burstBeats ?? known.burstBeats
    // Channels of another memory say nothing about this one.
    if known.memory == memory { figures.channels = known.channels }
    figures.use = PlacementBoards.use(of: known)
    return figures
  }
}

extension Measurement {
  /// A column behind those of the schema.
  fileprivate func extra(_ name: String) -> String? {
    extraColumns.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }
}
