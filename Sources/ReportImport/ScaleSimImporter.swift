import Measurements

/// A topology of SCALE-SIM: the layers of a neural network, of which each becomes a kernel.
///
/// A convolution of an H × W input with N filters of R × S over C channels and a stride of T has
/// ((H − R) / T + 1) · ((W − S) / T + 1) outputs per filter and R · S · C multiply-accumulates for
/// each, which are two operations. Least bytes are every input, weight and output once, an element
/// being one byte (`word`; SCALE-SIM counts words). Topologies of matrix products have M, N and K.
struct ScaleSimImporter: ReportImporter {
  let kind = "scale-sim"

  func recognises(_ head: ReportHead) -> Bool {
    guard let first = head.lines.first?.lowercased() else { return false }
    let isConvolution = first.contains("ifmap height") && first.contains("filter")
    return isConvolution || ScaleSimColumns.isMatrix(first)
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    var fields = FieldReader()
    var layers: [ImportedWorkload] = []
    var isMatrix = false
    var hasHeader = false
    var lines = try file.lines()
    while let line = try lines.next() {
      let text = line.text.trimmed
      guard !text.isEmpty else { continue }
      guard hasHeader else {
        isMatrix = ScaleSimColumns.isMatrix(text.lowercased())
        hasHeader = true
        continue
      }
      guard layers.count < 1_000_000, fields.problems.count < 1000 else { break }
      if let layer = layer(text, line.number, isMatrix, &fields) { layers.append(layer) }
    }
    if layers.isEmpty {
      fields.note(
        TableProblem(
          found: "no layer", expected: "a line for each layer below the header",
          advice: "Check that the file is whole."))
    }
    try fields.finish(file)
    for layer in layers { receiver.take(layer) }
  }

  private func layer(
    _ text: Substring, _ line: Int, _ isMatrix: Bool, _ fields: inout FieldReader
  ) -> ImportedWorkload? {
    let cells = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    let names = isMatrix ? ScaleSimColumns.matrix : ScaleSimColumns.convolution
    let minimum = isMatrix ? names.count : names.count - 1
    guard cells.count > minimum else {
      fields.note(
        TableProblem(
          line: line, found: "\(cells.count) fields",
          expected: "a name and " + names.joined(separator: ", "),
          advice: "Check that the line is whole."))
      return nil
    }
    var values: [Int] = []
    for (index, name) in names.enumerated() {
      // Older files have one stride for both directions.
      let cell =
        index + 1 < cells.count && !cells[index + 1].isEmpty ? cells[index + 1] : cells[index]
      guard let value = fields.count(cell, line, name), (1...1_000_000_000).contains(value) else {
        fields.note(
          TableProblem(
            line: line, column: name, found: TableProblem.quoted(String(cell)),
            expected: "a whole number from 1 to 1000000000", advice: "Correct the layer."))
        return nil
      }
      values.append(value)
    }
    let work = isMatrix ? LayerWork(matrix: values) : LayerWork(convolution: values)
    guard let work else {
      fields.note(
        TableProblem(
          line: line, found: "a layer without outputs or with too many",
          expected: "filters that fit into the input", advice: "Correct the layer."))
      return nil
    }
    return ImportedWorkload(
      name: String(cells[0]), operations: work.operations, bytes: work.bytes,
      note: "SCALE-SIM layer, a word is one byte")
  }
}

/// The columns of topologies.
private enum ScaleSimColumns {
  static let convolution = [
    "IFMAP height", "IFMAP width", "filter height", "filter width", "channels", "filters",
    "stride height", "stride width",
  ]
  static let matrix = ["M", "N", "K"]

  /// `Layer, M, N, K,`, also with other spellings of the first name.
  static func isMatrix(_ header: String) -> Bool {
    let names = header.split(separator: ",").map { $0.trimmed }
    return names.count >= 4 && names[0].hasPrefix("layer")
      && Array(names[1...3]) == ["m", "n", "k"]
  }
}

/// Operations and least bytes of a layer.
private struct LayerWork {
  let operations: Int
  let bytes: Int

  /// Height, width, filter height, filter width, channels, filters, strides.
  init?(convolution v: [Int]) {
    guard v.count == 8, v[0] >= v[2], v[1] >= v[3] else { return nil }
    let height = (v[0] - v[2]) / v[6] + 1
    let width = (v[1] - v[3]) / v[7] + 1
    self.init(
      macs: [height, width, v[5], v[2], v[3], v[4]],
      parts: [[v[0], v[1], v[4]], [v[2], v[3], v[4], v[5]], [height, width, v[5]]])
  }

  /// M, N, K of an M × K by K × N product.
  init?(matrix v: [Int]) {
    guard v.count == 3 else { return nil }
    self.init(macs: v, parts: [[v[0], v[2]], [v[1], v[2]], [v[0], v[1]]])
  }

  private init?(macs: [Int], parts: [[Int]]) {
    var bytes = 0
    for part in parts {
      guard let product = Self.product(part) else { return nil }
      let (sum, overflows) = bytes.addingReportingOverflow(product)
      guard !overflows else { return nil }
      bytes = sum
    }
    guard let operations = Self.product(macs + [2]) else { return nil }
    (self.operations, self.bytes) = (operations, bytes)
  }

  private static func product(_ factors: [Int]) -> Int? {
    factors.reduce(1) { product, factor in
      guard let product else { return nil }
      let (result, overflows) = product.multipliedReportingOverflow(by: factor)
      return overflows ? nil : result
    }
  }
}
