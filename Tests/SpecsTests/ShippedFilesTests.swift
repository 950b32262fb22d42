import Quantities
import Testing

@testable import Specs

@Suite("Shipped boards and kernels")
struct ShippedFilesTests {
  private let catalog = SpecCatalog.ofSources()

  @Test("Every shipped file is without mistakes")
  func everyFileChecks() {
    #expect(catalog.check(files: nil) == [])
  }

  @Test("The boards and kernels that the documentation speaks of are there")
  func names() {
    #expect(Set(catalog.boardNames).isSuperset(of: ["u50", "u55c", "u200", "u250", "u280"]))
    let kernels: Set = ["roofline", "stream", "memory-probe", "onchip"]
    #expect(Set(catalog.kernelNames).isSuperset(of: kernels))
  }

  @Test(
    "The channels of a memory carry what the product page prints",
    arguments: [
      ("u280", "hbm", 460.8), ("u280", "ddr", 38.4), ("u250", "ddr", 76.8), ("u200", "ddr", 76.8),
      ("u50", "hbm", 460.8), ("u55c", "hbm", 460.8),
    ])
  func peak(board: String, memory: String, gigabytes: Double) throws {
    let peak = try #require(try catalog.board(board).memory(named: memory)).peakBandwidth
    #expect(abs(peak.value - gigabytes * 1e9) < 1)
  }

  @Test(
    "The memory of a board has the size that the product page prints",
    arguments: [("u280", "hbm", 8), ("u280", "ddr", 32), ("u250", "ddr", 64), ("u55c", "hbm", 16)])
  func capacity(board: String, memory: String, gibibytes: Int) throws {
    let mounted = try #require(try catalog.board(board).memory(named: memory))
    #expect(mounted.device.capacity.value * mounted.channels == gibibytes << 30)
  }

  @Test("A double-precision multiply-add takes 11 DSP, the number FER counts with")
  func doublePrecision() throws {
    let table = try catalog.board("u250").operators
    let add = table.implementations(of: .add, type: .f64).map(\.cost.dsp).max()
    let multiply = table.implementations(of: .mul, type: .f64).map(\.cost.dsp).max()
    #expect(add == 3)
    #expect(multiply == 8)
    let perRegion = 0.8 * 3072 / 11
    #expect(abs(4 * perRegion * 2 * 300e6 - 536e9) < 1e9)
  }

  @Test(
    "Every type has an adder and a multiplier that need no DSP", arguments: ElementType.allCases)
  func fabricOperators(type: ElementType) throws {
    let table = try catalog.board("u280").operators
    for operation in [OperatorKind.add, .mul] {
      let costs = table.implementations(of: operation, type: type)
      #expect(costs.contains { $0.cost.dsp == 0 && $0.cost.lut > 0 })
    }
  }

  @Test("More DSP slices for one operator never take more LUTs", arguments: ElementType.allCases)
  func tradeOff(type: ElementType) throws {
    let table = try catalog.board("u280").operators
    for operation in [OperatorKind.add, .mul] {
      let costs = table.implementations(of: operation, type: type).map(\.cost)
      let sorted = costs.sorted { $0.dsp < $1.dsp }
      #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.lut >= $1.lut })
    }
  }

  @Test("The multiply-add of the roofline kernel contracts towards 1 without rounding")
  func rooflineScalars() throws {
    let fma = try #require(try catalog.kernel("roofline").operation(named: "fma"))
    #expect(fma.scalars.map(\.value).reduce(0, +) == 1)
    #expect(fma.scalars.map(\.integerValue) == [5, 3])
  }

  @Test(
    "STREAM counts bytes and operations as McCalpin does",
    arguments: [("copy", 2, 0), ("scale", 2, 1), ("add", 3, 1), ("triad", 3, 2)])
  func stream(name: String, elements: Int, operations: Int) throws {
    let operation = try #require(try catalog.kernel("stream").operation(named: name))
    #expect(operation.loads + operation.stores == elements)
    #expect(operation.operationsPerElement == operations)
  }
}
