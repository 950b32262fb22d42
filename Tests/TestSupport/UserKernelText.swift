import Foundation

/// Kernel files as a user would write them, for tests.
package enum UserKernelText {
  /// An element-wise kernel named `mine` with the output `o` and a scalar `w` of 0.25 or 7.
  ///
  /// - Parameters:
  ///   - expression: The body; must use every input.
  ///   - inputs: Names of input arrays.
  ///   - types: Element types as files spell them.
  ///   - operations: Operations of the expression.
  /// - Returns: The text of the file.
  package static func elementwise(
    _ expression: String, inputs: [String], types: [String], operations: Int
  ) -> String {
    """
    name: mine
    title: Written for a test
    structure: elementwise
    types: [\(types.joined(separator: ", "))]
    schedules: [overlapped, phased]
    operations:
      - name: mine
        form: o[i] from the expression
        inputs: [\(inputs.joined(separator: ", "))]
        outputs: [o]
        scalars:
          - name: w
            value: 0.25
            integer_value: 7
        expression: "\(expression)"
        loads: \(inputs.count)
        stores: 1
        operations_per_element: \(operations)
    check: Every element is compared.
    literature: ["none"]
    source: "written for a test"
    evidence: assumed

    """
  }

  /// A reduction named `mine` with the output `o` and a scalar `w` of 0.25 or 7.
  ///
  /// - Parameters:
  ///   - expression: What is combined; must use every input.
  ///   - inputs: Names of input arrays.
  ///   - types: Element types as files spell them.
  ///   - operations: Operations of the expression and one more.
  ///   - combine: `+`, `min` or `max`.
  ///   - result: What is stored, of `total` and `w`.
  /// - Returns: The text of the file.
  package static func reduction(
    _ expression: String, inputs: [String], types: [String], operations: Int, combine: String,
    result: String
  ) -> String {
    elementwise(expression, inputs: inputs, types: types, operations: operations)
      .replacing("structure: elementwise", with: "structure: reduction")
      .replacing("[overlapped, phased]", with: "[overlapped]")
      .replacing("stores: 1", with: "stores: 0")
      .replacing(
        "    loads:", with: "    combine: \"\(combine)\"\n    result: \"\(result)\"\n    loads:")
  }

  /// A stencil named `mine` with the output `o` and a scalar `w` of 0.25 or 7.
  ///
  /// - Parameters:
  ///   - expression: A cell's next value; must use every input.
  ///   - inputs: Names of input arrays; steps change the first.
  ///   - types: Element types as files spell them.
  ///   - operations: Operations of the expression.
  /// - Returns: The text of the file.
  package static func stencil(
    _ expression: String, inputs: [String], types: [String], operations: Int
  ) -> String {
    elementwise(expression, inputs: inputs, types: types, operations: operations)
      .replacing("structure: elementwise", with: "structure: stencil")
      .replacing("[overlapped, phased]", with: "[overlapped]")
  }

  /// Calls `body` with the path of a file that holds a text and is removed afterwards.
  package static func withFile<Result>(
    _ text: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-kernel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("mine.yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    return try body(file.path)
  }
}
