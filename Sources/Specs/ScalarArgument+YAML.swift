extension ScalarArgument {
  /// `types` are the element types of the kernel: the value must be exact in each of them.
  init?(_ yaml: YAMLMapping, types: [ElementType]) {
    yaml.expectKeys(["name", "value", "integer_value"])
    let name = yaml.identifier("name")
    let value = yaml.number("value")
    let hasInteger = yaml.optional("integer_value") != nil
    let integer = hasInteger ? yaml.count("integer_value", in: -1_000_000_000...1_000_000_000) : nil
    guard let name, let value, !hasInteger || integer != nil else { return nil }
    self.init(name: name, value: value, integerValue: integer)
    checkFloats(yaml, types.filter(\.isFloat))
    checkIntegers(yaml, types.filter { !$0.isFloat })
  }

  private func checkFloats(_ yaml: YAMLMapping, _ types: [ElementType]) {
    for type in types where !type.holds(value) {
      yaml.report(
        "value", found: "\(value)", expected: "a number that \(type.rawValue) holds exactly",
        advice: "Choose a sum of few powers of two, or leave \(type.rawValue) out of `types:`.")
    }
  }

  private func checkIntegers(_ yaml: YAMLMapping, _ types: [ElementType]) {
    guard let narrowest = types.min(by: { $0.bits < $1.bits }) else { return }
    let key = integerValue == nil ? "value" : "integer_value"
    let number = integerValue.map(Double.init) ?? value
    guard !narrowest.holds(number) else { return }
    yaml.report(
      key, found: "\(integerValue.map(String.init) ?? "\(value)")",
      expected: "a whole number that \(narrowest.rawValue) holds",
      advice: "Give `integer_value:` for the integer types, or leave them out of `types:`.")
  }
}

extension ElementType {
  /// Whether a number is exact in this type: no rounding, no overflow, no subnormals.
  func holds(_ number: Double) -> Bool {
    guard isFloat else {
      let limit = Double(sign: .plus, exponent: bits - 1, significand: 1)
      return number.rounded() == number && number >= -limit && number < limit
    }
    guard number != 0 else { return true }
    let (fraction, exponents): (Int, ClosedRange<Int>) =
      switch self {
      case .f16: (10, -14...15)
      case .f32: (23, -126...127)
      default: (52, -1022...1023)
      }
    return number.isFinite && number.significandWidth <= fraction
      && exponents.contains(Int(number.exponent))
  }
}
