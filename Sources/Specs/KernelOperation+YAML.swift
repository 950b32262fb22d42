import Quantities

extension KernelOperation {
  private static let keys = [
    "name", "form", "inputs", "outputs", "scalars", "expression", "combine", "result", "loads",
    "stores",
    "operations_per_element",
  ]

  /// `structure` is `nil` when the file does not say it; then nothing that depends on it is checked.
  init?(_ yaml: YAMLMapping, structure: KernelStructure?, types: [ElementType]) {
    yaml.expectKeys(Self.keys)
    let name = yaml.operationName(of: structure)
    let form = yaml.text("form")
    let inputs = yaml.identifiers("inputs")
    let outputs = yaml.identifiers("outputs")
    let scalars = yaml.scalars(types: types)
    let loads = yaml.count("loads", in: 0...64)
    let stores = yaml.count("stores", in: 0...64)
    let perElement = yaml.count("operations_per_element", in: 0...1000)
    let isFree = structure.map { [.elementwise, .recurrence, .reduction].contains($0) } ?? false
    let expression = yaml.expression(needed: isFree, inputs: inputs, scalars: scalars)
    let reduction =
      structure == .reduction ? ElementReduction(yaml, scalars: scalars) : nil
    guard let name, let form, let inputs, let outputs, let scalars, let loads, let stores,
      let perElement
    else { return nil }
    self.init(
      name: name, form: form, inputs: inputs, outputs: outputs, scalars: scalars,
      expression: expression, loads: loads, stores: stores, operationsPerElement: perElement,
      reduction: reduction)
    checkNames(yaml)
    checkTypes(yaml, types)
    if structure == .elementwise || structure == .recurrence {
      checkCounts(yaml, stores: 1, combining: 0)
    }
    if structure == .reduction { checkCounts(yaml, stores: 0, combining: 1) }
    if structure == .stencil { checkCounts(yaml, stores: 1, combining: 0) }
    checkDistances(yaml, structure)
    if structure != .reduction { yaml.refuse(["combine", "result"], outside: .reduction) }
  }

  /// Arrays and scalars become arguments of one function: no name may occur twice.
  private func checkNames(_ yaml: YAMLMapping) {
    var seen: Set<String> = []
    for name in inputs + outputs + scalars.map(\.name) where !seen.insert(name).inserted {
      yaml.report(
        "name", found: "the argument `\(name)` twice", expected: "each argument once",
        advice: "Give inputs, outputs and scalars of `\(self.name)` different names.")
    }
  }

  /// Stencils have distances of two or three dimensions, the same everywhere; others have none.
  private func checkDistances(_ yaml: YAMLMapping, _ structure: KernelStructure?) {
    guard let expression else { return }
    let dimensions = Set(expression.accesses.map(\.offset.count)).subtracting([0])
    let valid: [Set<Int>] = structure == .stencil ? [[2], [3]] : [[]]
    guard !valid.contains(dimensions) else { return }
    let found = dimensions.sorted().map { "\($0)" }.joined(separator: " and ")
    yaml.report(
      "expression",
      found: dimensions.isEmpty ? "no distances" : "distances in \(found) dimensions",
      expected: structure == .stencil
        ? "distances such as u[0, -1], everywhere in two or everywhere in three dimensions"
        : "none, because `structure` is not `stencil`",
      advice: "Correct the distances or `structure:`.")
  }

  /// Integers are computed modulo 2ⁿ, where not every number has an inverse.
  private func checkTypes(_ yaml: YAMLMapping, _ types: [ElementType]) {
    guard [expression, reduction?.result].contains(where: { $0?.needsFloatingPoint == true }),
      let integer = types.first(where: { !$0.isFloat })
    else { return }
    yaml.report(
      "expression", found: "a division or square root in a kernel for \(integer.rawValue)",
      expected: "floating-point types only, because integers are computed modulo 2ⁿ",
      advice: "Remove the integer types from `types:`, or the operator.")
  }

  /// What the file says about an expression must be what the expression does.
  ///
  /// - Parameters:
  ///   - yaml: The operation.
  ///   - stores: Elements written per element of the inputs.
  ///   - combining: Operations per element beside those of the expression.
  private func checkCounts(_ yaml: YAMLMapping, stores: Int, combining: Int) {
    guard let expression else { return }
    let used = expression.usedInputs
    if used.isEmpty {
      yaml.report(
        "expression", found: "no input array", expected: "at least one",
        advice: "Use one of the names under `inputs:`.")
    }
    for name in inputs where !used.contains(name) {
      yaml.report(
        "inputs", found: "`\(name)`, which the expression does not use",
        expected: "inputs that are used", advice: "Use or remove it.")
    }
    check(yaml, "loads", loads, is: used.count, "inputs that the expression uses")
    check(yaml, "stores", self.stores, is: stores, "elements stored per element")
    check(yaml, "outputs", outputs.count, is: 1, "output of such a kernel")
    check(
      yaml, "operations_per_element", operationsPerElement,
      is: expression.operationCount + combining,
      "operations in the expression" + (combining > 0 ? " and the one that combines" : ""))
  }

  private func check(
    _ yaml: YAMLMapping, _ key: String, _ found: Int, is expected: Int, _ meaning: String
  ) {
    guard found != expected else { return }
    yaml.report(
      key, found: "\(found)", expected: "\(expected), the \(meaning)",
      advice: "Correct this count or the expression.")
  }
}

extension YAMLMapping {
  /// The name of an operation; some structures fix which ones there can be.
  fileprivate func operationName(of structure: KernelStructure?) -> String? {
    guard let name = name("name") else { return nil }
    let isFree = structure == .stencil && optional("expression") != nil
    guard !isFree, let valid = structure?.operationNames, !valid.contains(name) else {
      return name
    }
    let nearest = NearestNames.sorted(valid, to: name).joined(separator: ", ")
    report(
      "name", found: "`\(name)`", expected: "one of \(nearest)",
      advice: "A kernel of this structure is built from these; write one of them.")
    return nil
  }

  /// The expression of an element-wise kernel; `nil` with a finding when it is needed and wrong.
  fileprivate func expression(
    needed: Bool, inputs: [String]?, scalars: [ScalarArgument]?
  ) -> ElementExpression? {
    if !needed && optional("expression") == nil { return nil }
    guard let inputs, let scalars else { return nil }
    return expression("expression", inputs: inputs, scalars: scalars)
  }

  /// The expression under a key; `nil` with a finding when it is not there or wrong.
  func expression(
    _ key: String, inputs: [String], scalars: [ScalarArgument]
  ) -> ElementExpression? {
    guard let text = text(key) else { return nil }
    do {
      return try ElementExpression(
        parsing: text, inputs: inputs, scalars: scalars.map(\.name))
    } catch {
      reader.report(
        path(key), line: line(of: key), "found `\(text)`; \(error). Fix the expression there.")
      return nil
    }
  }

  /// Reports keys that only operations of another structure have.
  fileprivate func refuse(_ keys: [String], outside structure: KernelStructure) {
    for key in keys where optional(key) != nil {
      report(
        key, found: "the key in a kernel of another structure",
        expected: "it only where `structure` is `\(structure.rawValue)`",
        advice: "Remove it or change `structure:`.")
    }
  }

  /// The scalar arguments; the list may be absent.
  fileprivate func scalars(types: [ElementType]) -> [ScalarArgument]? {
    guard optional("scalars") != nil else { return [] }
    guard let blocks = mappings("scalars") else { return nil }
    let scalars = blocks.compactMap { ScalarArgument($0, types: types) }
    return scalars.count == blocks.count ? scalars : nil
  }
}
