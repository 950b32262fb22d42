import HLSGenerator
import KernelIR
import Specs
import Testing

@Suite("Designs for every board")
struct VitisBoardsTests {
  @Test("The default design of every kernel can be generated for every Vitis board and memory")
  func defaults() throws {
    let catalog = SampleDesigns.catalog
    let dialect = try SampleDesigns.dialect()
    for board in try Self.boards(catalog) {
      for kernel in try catalog.kernelNames.map(catalog.kernel) {
        for memory in board.memories {
          var point = DesignPoint(board: board, kernel: kernel, memory: memory)
          // The largest array of operators takes implementations that the builder chooses.
          if point.parameters[.array] != nil { point.parameters[.array] = 4 }
          let design = try GeneratedDesign(
            kernel: kernel, board: board, design: point, command: "ferrule generate \(board.name)")
          let files = try dialect.files(for: design)
          #expect(files.count > 6, "\(board.name) \(kernel.name) \(memory.name)")
          let configuration = files.first { $0.path == "connectivity.cfg" }?.contents ?? ""
          #expect(configuration.contains(":\(memory.connectivityTag)[0"))
        }
      }
    }
  }

  @Test("Every operator of every table that chains are made of has a binding that Vitis knows")
  func operators() throws {
    for board in try Self.boards(SampleDesigns.catalog) {
      for cost in board.operators.operators where [.add, .mul].contains(cost.operation) {
        let design = try SampleDesigns.design("roofline", cost.operation.rawValue, cost.type) {
          $0.bindings = [
            StageBinding(
              stages: 1, multiply: cost.operation == .mul ? cost : nil,
              add: cost.operation == .add ? cost : nil)
          ]
        }
        let text = try SampleDesigns.file("roofline.cpp", of: design)
        #expect(text.contains("impl=\(cost.implementation)"))
      }
    }
  }

  /// The boards that Vitis builds for; the 520N has the operators of another vendor's tools.
  private static func boards(_ catalog: SpecCatalog) throws -> [BoardSpec] {
    try catalog.boardNames.map(catalog.board).filter { $0.operators.name.hasSuffix("-vitis") }
  }
}
