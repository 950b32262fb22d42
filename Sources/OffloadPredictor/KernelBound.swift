import Quantities
import RooflineModel

/// What bounds the kernel of a workload on a board: one memory and one compute ceiling.
struct KernelBound {
  /// One limit of the kernel's time.
  struct Limit {
    /// The word for it in the `bound` column.
    var word: String
    var ceiling: Ceiling
    /// Operations or bytes of one call.
    var amount: Double
  }

  /// What is known; the slowest binds.
  private(set) var limits: [Limit] = []
  /// What is not known, as sentences for the reason.
  private(set) var gaps: [String] = []
  /// Which ceilings were taken, as phrases for the assumptions.
  private(set) var choices: [String] = []
  /// The word for the memory that the kernel works on.
  private let memoryWord: String

  init(of workload: Workload, on roofline: Roofline) {
    let memory = workload.memory ?? roofline.fastestMemory
    let memoryCeiling = memory.flatMap { name in
      roofline.ceiling(.memory(name)) ?? roofline.ceiling(.onChip(name))
    }
    if case .onChip = memoryCeiling?.kind {
      memoryWord = "on-chip"
    } else {
      memoryWord = memory ?? ""
    }
    if let bytes = workload.bytes, bytes > 0 {
      let known = roofline.ceilings.filter { $0.kind.category == "memory" }.map(\.kind.name)
      add(
        memoryCeiling, word: memoryWord, amount: bytes,
        missing: "no ceiling is known for the memory \(memory ?? "of the board")"
          + (known.isEmpty ? "" : " (known: \(Set(known).sorted().joined(separator: ", ")))"))
    }
    if let operations = workload.operations, operations > 0 {
      let known = roofline.computeTypes
      add(
        roofline.bestCompute(type: workload.elementType), word: "compute", amount: operations,
        missing: "no compute ceiling is known for \(workload.elementType)"
          + (known.isEmpty ? "" : " (known: \(known.joined(separator: ", ")))"))
    }
  }

  /// The least time that the ceilings allow with rates picked from their estimates; `nil` when no
  /// ceiling is known.
  func seconds(_ rate: (Estimate) -> Double) -> Double? {
    limits.map { $0.amount / rate($0.ceiling.estimate) }.max()
  }

  /// The limit that takes longest.
  var binding: Limit? {
    limits.max { $0.amount / $0.ceiling.estimate.value < $1.amount / $1.ceiling.estimate.value }
  }

  /// The word for the kernel's part in the `bound` column, also when only its time is known.
  func word(for workload: Workload) -> String {
    if let binding { return binding.word }
    return workload.bytes == nil || memoryWord.isEmpty ? "compute" : memoryWord
  }

  private mutating func add(_ ceiling: Ceiling?, word: String, amount: Double, missing: String) {
    guard let ceiling, ceiling.estimate.value > 0 else {
      gaps.append(missing)
      return
    }
    limits.append(Limit(word: word, ceiling: ceiling, amount: amount))
    let rate = ceiling.kind.text(of: ceiling.estimate.value)
    choices.append("\(ceiling.kind.name): \(rate), \(ceiling.basisWords)")
  }
}
