import Specs

extension ReductionShape {
  /// One number, combined in the order that ``ReductionShape`` defines.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    guard let expression = operation?.expression, let reduction = operation?.reduction else {
      return []
    }
    let (turns, lanes) = (reference.run.shape["turns"] ?? 0, design.lanes)
    func combined(_ left: Element, _ right: Element) -> Element {
      switch reduction.combine {
      case .sum: .sum(left, right)
      case .minimum: .smaller(left, right)
      case .maximum: .larger(left, right)
      }
    }
    func partial(_ number: Int, _ lane: Int) -> Element? {
      (0..<turns).map { turn in
        reference.value(of: expression, at: (turn * partials + number) * lanes + lane)
      }.reduced(combined)
    }
    let rows = (0..<partials).compactMap { number in
      tree((0..<lanes).compactMap { partial(number, $0) }, combined)
    }
    guard let total = rows.reduced(combined) else { return [] }
    let result = reduction.result ?? .input(ElementReduction.total)
    return [
      reference.value(of: result, scalar: reference.scalar(named:)) { _ in total }
    ]
  }

  /// Neighbours combined until one is left.
  private func tree<Element>(
    _ values: [Element], _ combine: (Element, Element) -> Element
  ) -> Element? {
    guard values.count > 1 else { return values.first }
    let pairs = stride(from: 0, to: values.count, by: 2).map { first in
      first + 1 < values.count ? combine(values[first], values[first + 1]) : values[first]
    }
    return tree(pairs, combine)
  }
}

extension Array {
  /// All elements combined from the first to the last; `nil` when there are none.
  fileprivate func reduced(_ combine: (Element, Element) -> Element) -> Element? {
    first.map { dropFirst().reduce($0, combine) }
  }
}
