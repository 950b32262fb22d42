import DataflowModel
import KernelIR
import Runners
package import Specs

/// Repeats measured facts on the board model.
///
/// Boards and kernels are read once; after that every fact is a pure function of its row, so the
/// results do not depend on the order of the rows.
package struct Validator: Sendable {
  private let boards: [String: BoardSpec]
  private let kernels: [String: KernelSpec]
  private let catalog: SpecCatalog

  /// Reads the boards and kernels that the facts name; names that the catalogue does not have are
  /// left to the rows.
  ///
  /// - Throws: ``SpecError`` with the mistakes of a board or kernel file.
  package init(facts: [ValidationFact], catalog: SpecCatalog) throws(SpecError) {
    self.catalog = catalog
    var boards: [String: BoardSpec] = [:]
    var kernels: [String: KernelSpec] = [:]
    for name in Set(facts.map(\.board)).sorted() where catalog.boardNames.contains(name) {
      boards[name] = try catalog.board(name)
    }
    for name in Set(facts.map(\.kernel)).sorted() where catalog.kernelNames.contains(name) {
      kernels[name] = try catalog.kernel(name)
    }
    self.boards = boards
    self.kernels = kernels
  }

  /// One result per fact, in the order of the facts; facts run side by side.
  package func results(of facts: [ValidationFact]) async -> [ValidationResult] {
    await withTaskGroup(of: (Int, ValidationResult).self) { group in
      for (number, fact) in facts.enumerated() {
        group.addTask { (number, result(of: fact)) }
      }
      var results: [Int: ValidationResult] = [:]
      for await (number, result) in group { results[number] = result }
      return facts.indices.compactMap { results[$0] }
    }
  }

  /// Repeats one fact.
  package func result(of fact: ValidationFact) -> ValidationResult {
    do throws(ValidationRefusal) {
      return try compared(fact)
    } catch {
      switch error {
      case .unsupported(let reason):
        return ValidationResult(fact: fact, status: .unsupported, reason: reason)
      case .failed(let reason):
        return ValidationResult(fact: fact, status: .failed, reason: reason)
      }
    }
  }

  private func compared(_ fact: ValidationFact) throws(ValidationRefusal) -> ValidationResult {
    guard let board = boards[fact.board] else {
      throw .unsupported("no board `\(fact.board)`; known: \(list(catalog.boardNames))")
    }
    guard let kernel = kernels[fact.kernel] else {
      throw .unsupported("no kernel `\(fact.kernel)`; known: \(list(catalog.kernelNames))")
    }
    let design = try ValidationDesign(fact, board: board, kernel: kernel)
    var prediction = ValidationPrediction(design: design, seconds: try seconds(design))
    if fact.quantity == .readLatencySeconds {
      prediction.halfSeconds = try seconds(design) { $0.beats /= 2 }
    }
    let predicted = try prediction.value(of: fact.quantity)
    let remarks = design.remarks + [fact.remark].filter { !$0.isEmpty }
    return ValidationResult(fact: fact, status: .ok, predicted: predicted, remarks: remarks)
  }

  private func seconds(
    _ design: ValidationDesign, change: (inout RunArguments) -> Void = { _ in }
  ) throws(ValidationRefusal) -> Double {
    var run = design.job.run
    change(&run)
    do {
      return try BoardModel(board: design.board).time(
        design.program, design: design.job.design, run: run
      ).seconds
    } catch {
      throw .failed("\(error)")
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
