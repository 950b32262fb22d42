public import Specs

/// What a run must yield, computed from the kernel's mathematical form, element by element: no
/// beats, streams, tiles or lowering, so that it shares no code with what it checks.
public struct ReferenceResult<Element: KernelElement> {
  let kernel: KernelSpec
  let operation: KernelOperation
  let design: DesignPoint
  let run: RunArguments

  /// Prepares the reference of one compute unit's run.
  public init(
    kernel: KernelSpec, operation: KernelOperation, design: DesignPoint, run: RunArguments
  ) {
    self.kernel = kernel
    self.operation = operation
    self.design = design
    self.run = run
  }

  /// The expected contents of the output array; only the elements that the run defines.
  public func expected() -> [Element] {
    switch kernel.structure {
    case .roofline: repeated { chained(input($0, 0)) }
    case .elementwise:
      repeated { index in
        guard let expression = operation.expression else { return .zero }
        return value(of: expression, at: index)
      }
    case .memoryProbe: probe()
    case .onChip: onChip()
    case .pointerChase: chase()
    case .randomAccess: updatedTable()
    // By their types, because these take long where nothing is known of the elements.
    case .fft: FourierShape(kernel: kernel, design: design).expected(self)
    case .gemm: GemmShape(kernel: kernel, design: design).expected(self)
    case .lu: LUShape(kernel: kernel, design: design).expected(self)
    case .nbody: BodiesShape(kernel: kernel, design: design).expected(self)
    case .ptrans: PtransShape(kernel: kernel, design: design).expected(self)
    case .stencil: StencilShape(kernel: kernel, design: design).expected(self)
    default: kernel.shape(of: design)?.expected(self) ?? []
    }
  }

  private var elements: Int { run.beats * design.lanes }

  /// Every element of what depends on nothing but the inputs at the same place: they repeat.
  private func repeated(_ element: (Int) -> Element) -> [Element] {
    let once = (0..<min(elements, TestData.period)).map(element)
    return (0..<elements).map { once[$0 % TestData.period] }
  }

  func input(_ index: Int, _ array: Int) -> Element {
    TestData.element(index, array: array, type: design.elementType)
  }

  func scalar(_ index: Int) -> Element {
    operation.scalars.indices.contains(index)
      ? .element(operation.scalars[index].number(for: design.elementType)) : .zero
  }

  /// `passes` times the first `tap` operators.
  private func chained(_ start: Element) -> Element {
    let a = scalar(0)
    let b = scalar(1)
    let length = min(design.chain, 1 << run.tap)
    let isFused = design.operation == "fma"
    let combine: (Element, Element) -> Element =
      design.operation == "mul" ? { .product($0, $1) } : { .sum($0, $1) }
    var x = start
    for pass in 0..<run.passes {
      for stage in 0..<length {
        if isFused {
          x = .sum(.product(x, a), b)
        } else {
          x = combine(x, (pass + stage).isMultiple(of: 2) ? a : b)
        }
      }
    }
    return x
  }

  /// An expression on the elements of the inputs at one index.
  func value(of expression: ElementExpression, at index: Int) -> Element {
    value(of: expression, scalar: scalar(named:)) { access in
      input(index, operation.inputs.firstIndex(of: access.name) ?? 0)
    }
  }

  /// The value that runs use of a scalar.
  func scalar(named name: String) -> Element {
    scalar(operation.scalars.firstIndex { $0.name == name } ?? 0)
  }

  /// An expression on whatever numbers its names stand for.
  func value(
    of expression: ElementExpression, scalar: (String) -> Element,
    input: (ElementAccess) -> Element
  ) -> Element {
    func inner(_ expression: ElementExpression) -> Element {
      value(of: expression, scalar: scalar, input: input)
    }
    switch expression {
    case .input(let name): return input(ElementAccess(name: name, offset: []))
    case .neighbour(let name, let offset):
      return input(ElementAccess(name: name, offset: offset))
    case .scalar(let name): return scalar(name)
    case .constant(let number): return .element(number)
    case .add(let left, let right): return .sum(inner(left), inner(right))
    case .subtract(let left, let right): return .difference(inner(left), inner(right))
    case .multiply(let left, let right): return .product(inner(left), inner(right))
    case .divide(let left, let right): return .quotient(inner(left), inner(right))
    case .minimum(let left, let right): return .smaller(inner(left), inner(right))
    case .maximum(let left, let right): return .larger(inner(left), inner(right))
    case .squareRoot(let operand): return .root(inner(operand))
    case .negate(let operand): return .negative(inner(operand))
    case .magnitude(let operand): return .magnitude(inner(operand))
    }
  }
}

extension ReferenceResult {
  /// First beat of an access, by the definition of the pattern.
  private func start(of access: Int) -> Int {
    if design.isRandom {
      let place = Int(IndexExpression.scramble(UInt32(truncatingIfNeeded: access)))
      return place * run.accessBeats % run.workingSetBeats
    }
    return access * run.strideBeats % run.workingSetBeats
  }

  private var beatNumbers: [(beat: Int, place: Int)] {
    (0..<(run.beats / run.accessBeats)).flatMap { access in
      (0..<run.accessBeats).map { (access * run.accessBeats + $0, start(of: access) + $0) }
    }
  }

  /// read: one sum per lane; write and read-write: the memory afterwards.
  private func probe() -> [Element] {
    let lanes = design.lanes
    if design.operation == "read" {
      return (0..<lanes).map { lane in
        beatNumbers.reduce(.zero) { .sum($0, input($1.place * lanes + lane, 0)) }
      }
    }
    var memory = [Element](repeating: .zero, count: run.workingSetBeats * lanes)
    for (beat, place) in beatNumbers {
      for lane in 0..<lanes {
        memory[place * lanes + lane] =
          design.operation == "write"
          ? .element(counting: UInt32(truncatingIfNeeded: beat * lanes + lane))
          : input(place * lanes + lane, 0)
      }
    }
    return memory
  }

  /// One element per bank: the sum of all it read, or its word on the diagonal.
  private func onChip() -> [Element] {
    let words = design.tileBeats
    return (0..<design.lanes).map { bank in
      let word = bank % words
      func filled(_ word: Int) -> Element {
        .element(counting: UInt32(truncatingIfNeeded: word * design.lanes + bank))
      }
      switch design.operation {
      case "write":
        return filled(run.passes - 1 + word)
      case "read-write":
        return (0..<run.passes).reduce(filled(word)) { x, _ in .sum(x, .element(1)) }
      default:
        let once = (0..<words).reduce(Element.zero) { .sum($0, filled($1)) }
        return (0..<run.passes).reduce(.zero) { sum, _ in .sum(sum, once) }
      }
    }
  }
}
