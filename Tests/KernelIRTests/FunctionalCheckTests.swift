import Specs
import TestSupport
import Testing

@testable import KernelIR

@Suite("Functional checks")
struct FunctionalCheckTests {
  /// Runs that take every path of a kernel: taps, passes, strides, wraps.
  static func runs(_ small: SmallDesign) -> [RunArguments] {
    let structure = small.kernel.structure
    if let shape = small.kernel.shape(of: small.design) { return shape.reducedRuns.reversed() }
    switch structure {
    case .roofline:
      return [(0, 1), (1, 2), (2, 3), (3, 2), (3, 3)].map { tap, passes in
        var run = RunArguments(beats: 2 * small.design.tileBeats)
        run.tap = tap
        run.passes = passes
        return run
      }
    case .elementwise: return [RunArguments(beats: 2 * small.design.tileBeats)]
    case .memoryProbe:
      return [(1, 1, 128), (5, 1, 64), (12, 4, 64), (16, 16, 16), (48, 8, 128)].map {
        stride, access, set in
        var run = RunArguments(beats: 200 * access)
        run.strideBeats = stride
        run.accessBeats = access
        run.workingSetBeats = set
        return run
      }
    case .randomAccess:
      return [(16, 0), (1024, small.design.computeUnits - 1)].map { set, unit in
        var run = RunArguments(beats: 8 * small.design.tileBeats)
        run.workingSetBeats = set
        run.unit = unit
        return run
      }
    case .pointerChase:
      return [(1, 128), (5, 64), (12, 32), (3, 1), (7, 128)].map { stride, set in
        var run = RunArguments(beats: 200)
        run.strideBeats = stride
        run.workingSetBeats = set
        return run
      }
    case .onChip:
      return [1, 2, 3].map { passes in
        var run = RunArguments(beats: small.design.tileBeats)
        run.passes = passes
        return run
      }
    default: return []
    }
  }

  @Test(
    "Beats of three lanes, and of more bits than a port has, compute the same",
    arguments: ShippedSpecs.kernelNames, [3, 16])
  func widths(kernelName: String, lanes: Int) throws {
    var small = try SmallDesign(kernelName)
    guard lanes >= small.leastLanes, kernelName != "random-access" || lanes == 16 else { return }
    small.take(lanes: lanes)
    let wide = [ElementType.f64, .i64].filter(small.kernel.types.contains)
    for variant in small.kernel.variants(of: small.design) where wide.contains(variant.elementType)
    {
      small.design = variant
      let program = try small.program()
      for run in Self.runs(small) {
        let difference = try small.difference(program, like: run)
        #expect(
          difference == nil, "\(variant.operation) \(variant.elementType): \(difference ?? "")")
      }
    }
  }

  @Test(
    "Every operation, type and schedule computes what its mathematical form says",
    arguments: ShippedSpecs.kernelNames)
  func everyVariant(kernelName: String) throws {
    var small = try SmallDesign(kernelName)
    small.design.lanes = max(2, small.leastLanes)
    let start = small.design
    for variant in small.kernel.variants(of: start) {
      for isRandom in small.kernel.hasPattern ? [false, true] : [false] {
        small.design = variant
        small.design.isRandom = isRandom
        let program = try small.program()
        for run in Self.runs(small) {
          let difference = try small.difference(program, like: run)
          #expect(
            difference == nil, "\(variant.operation) \(variant.elementType): \(difference ?? "")")
        }
      }
    }
  }

  @Test(
    "Lanes, burst length and units do not change what a design computes", arguments: [1, 8, 16])
  func lanes(lanes: Int) throws {
    for name in ShippedSpecs.kernelNames {
      var small = try SmallDesign(name)
      let wanted = [ElementType.f32, .i32].first(where: small.kernel.types.contains)
      small.design.elementType = wanted ?? small.kernel.types[0]
      small.design.lanes = max(
        small.leastLanes, min(lanes, 512 / small.design.elementType.bits))
      small.design.burstBeats = 16
      let run = try #require(Self.runs(small).last)
      let difference = try small.difference(small.program(), like: run)
      #expect(difference == nil, "\(name): \(difference ?? "")")
    }
  }

  @Test("A large run is checked at a size that can be interpreted and is still accepted")
  func reducedRun() throws {
    for name in ShippedSpecs.kernelNames {
      let small = try SmallDesign(name)
      var run = RunArguments(beats: 1 << 20)
      run.passes = 1000
      run.accessBeats = small.kernel.structure == .pointerChase ? 1 : 64
      run.strideBeats = 192
      run.workingSetBeats = 1 << 16
      let lowering = try small.lowering()
      let shape = small.kernel.shape(of: small.design)
      run.shape = shape?.run(problemSize: nil).shape ?? [:]
      try lowering.check(run)
      let check = FunctionalCheck(
        kernel: small.kernel, operation: lowering.operation, design: small.design,
        program: try lowering.program())
      let reduced = check.reducedRun(like: run)
      try lowering.check(reduced)
      #expect(reduced.beats <= 3200)
      #expect(try check.firstDifference(like: run) == nil)
    }
  }
}
