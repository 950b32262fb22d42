import OffloadPredictor
import Quantities
import RooflineModel

/// Places a user's kernels on rooflines: at their measured rate, or on the ceiling that binds them.
struct WorkloadPoints {
  let rooflines: [Roofline]

  /// What is appended to the name of a kernel that stands on its ceiling.
  private static let boundMark = " (bound)"

  /// The name of the kernel that a point stands for.
  static func name(of point: RooflinePoint) -> String {
    point.label.hasSuffix(boundMark)
      ? String(point.label.dropLast(boundMark.count)) : point.label
  }

  /// One point per kernel with an intensity and board; kernels without an intensity are left out
  /// with a remark on stderr, unless that would spoil a screen.
  func points(of workloads: [Workload], warns: Bool = true) -> [RooflinePoint] {
    workloads.flatMap { workload in
      guard let intensity = workload.intensity, intensity.value > 0 else {
        if warns {
          Diagnostics.warning(
            "kernel \(workload.name) has no place on the roofline: operations and bytes are needed")
        }
        return [RooflinePoint]()
      }
      return rooflines.compactMap { point(of: workload, at: intensity, on: $0) }
    }
  }

  private func point(
    of workload: Workload, at intensity: OperationalIntensity, on roofline: Roofline
  ) -> RooflinePoint? {
    guard let memory = workload.memory ?? roofline.fastestMemory,
      roofline.ceiling(.memory(memory)) != nil,
      let binding = roofline.bindingCeiling(
        memory: memory, types: [workload.elementType], at: intensity)
    else { return nil }
    let bound = binding.throughput(at: intensity).value
    let reached = workload.throughput?.value
    return RooflinePoint(
      label: workload.name + (reached == nil ? Self.boundMark : ""), board: roofline.board,
      memory: memory, elementType: workload.elementType, intensity: intensity,
      throughput: Estimate(value: reached ?? bound),
      basis: reached == nil ? binding.basis : .measured, binding: binding.kind,
      shareOfBound: reached.map { $0 / bound })
  }
}
