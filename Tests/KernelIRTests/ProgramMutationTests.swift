import Specs
import Testing

@testable import KernelIR

/// A check that cannot fail is a defect: every change of a program must be noticed.
@Suite("Functional checks notice wrong programs")
struct ProgramMutationTests {
  private static let kernels = ShippedSpecs.kernelNames

  /// The last run takes every path: all passes, a stride that wraps around.
  private func isNoticed(_ small: SmallDesign, _ program: KernelProgram) throws -> Bool {
    let run = try #require(FunctionalCheckTests.runs(small).last)
    do { return try small.difference(program, like: run) != nil } catch is DesignError {
      return true
    }
  }

  private func designs(_ kernelName: String) throws -> [SmallDesign] {
    let small = try SmallDesign(kernelName)
    return small.kernel.variants(of: small.design)
      .filter { $0.elementType == small.kernel.types[0] || $0.elementType == .i16 }
      .map { variant in
        var copy = small
        copy.design = variant
        return copy
      }
  }

  @Test(
    "The unchanged programs pass, and leaving out any one statement is noticed",
    arguments: kernels)
  func droppedStatements(kernelName: String) throws {
    for small in try designs(kernelName) {
      let program = try small.program()
      #expect(try !isNoticed(small, program))
      for place in program.places {
        var mutant = program
        let dropped = mutant.update(place) { $0 = nil }
        #expect(try isNoticed(small, mutant), "\(small.design.operation): without \(dropped)")
      }
    }
  }

  @Test("A wrong index of any load, store, fetch, keep or pick is noticed", arguments: kernels)
  func wrongIndices(kernelName: String) throws {
    for small in try designs(kernelName) {
      let program = try small.program()
      for place in program.places {
        for change in [IndexChange.zero, .plusOne] {
          var mutant = program
          let changed = mutant.update(place) { $0 = $0.map(change.applied) }
          guard mutant != program else { continue }
          #expect(try isNoticed(small, mutant), "\(small.design.operation): \(change) \(changed)")
        }
      }
    }
  }

  @Test(
    "Swapped coefficients, another operator and another tap of a chain are noticed",
    arguments: ArithmeticOperator.allCases)
  func wrongChains(operation: ArithmeticOperator) throws {
    var small = try SmallDesign("roofline")
    small.design.operation = operation.rawValue
    // Products of −2 and ½ depend on the parity of the stages only; integers tell all apart.
    small.design.elementType = .i32
    let program = try small.program()
    let changes: [(inout OperatorChain) -> Void] = [
      { $0.coefficients.reverse() }, { $0.taps.reverse() },
      { $0.operation = $0.operation == .add ? .mul : .add }, { $0.coefficients = ["a", "a"] },
    ]
    for (number, change) in changes.enumerated() {
      var mutant = program
      for place in program.places { mutant.update(place) { $0?.changeChain(change) } }
      #expect(mutant != program)
      #expect(try isNoticed(small, mutant), "\(operation), change \(number)")
    }
  }

  @Test("Swapped operands, another scalar and another operator of an expression are noticed")
  func wrongExpressions() throws {
    var small = try SmallDesign("stream")
    small.design.operation = "triad"
    let program = try small.program()
    let (b, c) = (LaneExpression.value("b"), LaneExpression.value("c"))
    let wrong: [LaneExpression] = [
      .add(c, .multiply(.scalar("s"), b)), .subtract(b, .multiply(.scalar("s"), c)),
      .add(b, .multiply(.constant(2), c)), .add(b, c), .multiply(.scalar("s"), c),
    ]
    for expression in wrong {
      var mutant = program
      for place in program.places {
        mutant.update(place) { statement in
          if case .map(let into, let lanes, _)? = statement {
            statement = .map(into: into, lanes: lanes, expression)
          }
        }
      }
      #expect(try isNoticed(small, mutant), "\(expression)")
    }
  }
}

/// A way to get an index wrong.
private enum IndexChange {
  case zero
  case plusOne

  func applied(to statement: Statement) -> Statement {
    switch statement {
    case .load(let array, let index, let into): .load(array: array, index: wrong(index), into: into)
    case .store(let array, let index, let value):
      .store(array: array, index: wrong(index), value: value)
    case .fetch(let buffer, let index, let into, let when):
      .fetch(buffer: buffer, index: wrong(index), into: into, when: when)
    case .keep(let buffer, let index, let value):
      .keep(buffer: buffer, index: wrong(index), value: value)
    case .pick(let buffer, let index, let bank, let into):
      .pick(buffer: buffer, index: index, bank: wrong(bank), into: into)
    case .gather(let buffer, let place, let into, let when):
      .gather(buffer: buffer, place: wrong(place), into: into, when: when)
    case .scatter(let buffer, let place, let value):
      .scatter(buffer: buffer, place: wrong(place), value: value)
    default: statement
    }
  }

  private func wrong(_ place: LanePlace) -> LanePlace {
    LanePlace(lanes: place.lanes, word: wrong(place.word), bank: place.bank)
  }

  /// A constant index belongs to a buffer of one word, where every index means that word.
  private func wrong(_ index: IndexExpression) -> IndexExpression {
    if case .constant = index { return index }
    return self == .zero ? .constant(0) : index + .constant(1)
  }
}

/// Where a statement is: the number of its process in the program and its own in the process.
private struct StatementPlace {
  let process: Int
  let statement: Int
}

extension KernelProgram {
  fileprivate var places: [StatementPlace] {
    processes.enumerated().flatMap { number, process in
      (process.body + process.epilogue).indices.map {
        StatementPlace(process: number, statement: $0)
      }
    }
  }

  /// Changes or, with `nil`, removes the statement at a place.
  ///
  /// - Returns: What was there.
  @discardableResult
  fileprivate mutating func update(
    _ place: StatementPlace, _ change: (inout Statement?) -> Void
  ) -> Statement {
    let processes = processes
    let before = processes[place.process]
    var number = 0
    body = body.map { phase in
      phase.mapProcesses { process in
        defer { number += 1 }
        var process = process
        if number == place.process { process.change(place.statement, change) }
        return process
      }
    }
    return (before.body + before.epilogue)[place.statement]
  }
}

extension Phase {
  /// The phase with every process changed, in program order.
  fileprivate func mapProcesses(_ change: (Process) -> Process) -> Phase {
    switch self {
    case .loop(let loop, let phases): .loop(loop, phases.map { $0.mapProcesses(change) })
    case .region(.dataflow(let processes)): .region(.dataflow(processes.map(change)))
    case .region(.sequence(let loop, let processes)):
      .region(.sequence(loop: loop, processes.map(change)))
    }
  }
}

extension Process {
  fileprivate mutating func change(_ index: Int, _ change: (inout Statement?) -> Void) {
    var changed: Statement? = (body + epilogue)[index]
    change(&changed)
    if index < body.count {
      body.replaceSubrange(index...index, with: [changed].compactMap { $0 })
    } else {
      let place = index - body.count
      epilogue.replaceSubrange(place...place, with: [changed].compactMap { $0 })
    }
  }
}

extension Statement {
  fileprivate mutating func changeChain(_ change: (inout OperatorChain) -> Void) {
    guard case .chain(let into, let from, var chain) = self else { return }
    change(&chain)
    self = .chain(into: into, from: from, chain)
  }
}
