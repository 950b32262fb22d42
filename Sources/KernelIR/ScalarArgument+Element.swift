package import Specs

extension ScalarArgument {
  /// The value as an element of a type.
  func element<Element: KernelElement>(for type: ElementType) -> Element {
    .element(number(for: type))
  }

  /// The number that runs pass for a type: integers may have one of their own.
  package func number(for type: ElementType) -> Double {
    if type.isFloat { return value }
    return integerValue.map(Double.init) ?? value
  }
}
