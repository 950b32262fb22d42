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

  init(of workload: Workload, on ceilings: KernelCeilings) {
    let memory = ceilings.memory(workload.memory)
    memoryWord = memory.word
    if let bytes = workload.bytes, bytes > 0 { add(memory, amount: bytes) }
    if let operations = workload.operations, operations > 0 {
      add(ceilings.compute(workload.elementType), amount: operations)
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

  private mutating func add(_ choice: KernelCeilings.Choice, amount: Double) {
    guard let ceiling = choice.ceiling else {
      gaps.append(choice.missing)
      return
    }
    limits.append(Limit(word: choice.word, ceiling: ceiling, amount: amount))
    choices.append(choice.phrase)
  }
}
