import KernelIR
import Runners
import Specs

/// Which design-point flags mean something to a kernel: one that would change nothing is refused.
struct FlagScope {
  let kernel: KernelSpec

  /// One line per flag that is given in vain.
  func mistakes(in sweep: DesignSweep) -> [String] {
    var mistakes = sweep.axes.map(\.key).compactMap(mistake)
    if sweep.has(.size), sweep.has(.problemSize) {
      mistakes.append("--size and --problem-size say the same in two ways; give one of them")
    }
    return mistakes
  }

  /// Why a flag is given in vain, if it is.
  func mistake(_ key: DesignKey) -> String? {
    guard let users = Self.structures(using: key), !users.contains(kernel.structure) else {
      return nil
    }
    return "\(key.flag) changes nothing for \(kernel.name), a kernel of structure "
      + "\(kernel.structure.rawValue); only \(users.map(\.rawValue).joined(separator: ", ")) "
      + "uses it; leave it out"
  }

  /// The structures that use a key; `nil` when all do.
  private static func structures(using key: DesignKey) -> [KernelStructure]? {
    switch key {
    case .chain, .tap: [.roofline]
    case .passes: [.roofline, .onChip]
    case .pattern, .stride, .workingSet: [.memoryProbe, .pointerChase]
    case .accessBytes: [.memoryProbe]
    case .page: [.pointerChase]
    case .functionInterval, .processes: [.roofline]
    case .cacheLines: KernelStructure.allCases.filter { $0 != .onChip }
    case .size: [.roofline, .elementwise, .memoryProbe, .pointerChase]
    case .problemSize: KernelStructure.allCases.filter { ![.onChip, .pointerChase].contains($0) }
    case _ where key.parameter != nil:
      KernelStructure.allCases.filter { structure in
        key.parameter.map { structure.parameters[$0] != nil } ?? false
      }
    default: nil
    }
  }
}
