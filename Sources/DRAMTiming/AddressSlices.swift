/// Neighbouring bits of a transaction's number and where they go in a field.
struct AddressSlice {
  /// Bits of the number below the slice.
  var shift = 0
  var mask = 0
  /// Bits of the field below the slice.
  var target = 0

  init() {}

  init(shift: Int, bits: Int, target: Int) {
    self.shift = shift
    self.target = target
    mask = (1 << bits) - 1
  }

  /// The part of the field that a number has in this slice.
  @inline(__always)
  func gather(_ number: Int) -> Int { (number &>> shift & mask) &<< target }

  /// The part of the number that a field has in this slice.
  func scatter(_ field: Int) -> Int { (field &>> target & mask) &<< shift }
}

/// All slices of one field: most fields have at most three, which take no loop.
struct AddressSlices {
  private var first = AddressSlice()
  private var second = AddressSlice()
  private var third = AddressSlice()
  private var others: [AddressSlice] = []
  private var count = 0

  mutating func append(_ slice: AddressSlice) {
    switch count {
    case 0: first = slice
    case 1: second = slice
    case 2: third = slice
    default: others.append(slice)
    }
    count += 1
  }

  /// The field of a number; `mutating` saves a copy, see ``RequestQueues``.
  @inline(__always)
  mutating func gather(_ number: Int) -> Int {
    let field = first.gather(number)
    return count <= 1 ? field : field | gatherRest(number)
  }

  private mutating func gatherRest(_ number: Int) -> Int {
    let field = second.gather(number) | third.gather(number)
    return count <= 3 ? field : others.reduce(field) { $0 | $1.gather(number) }
  }

  /// The number with this field, and all others 0.
  func scatter(_ field: Int) -> Int {
    let number = first.scatter(field) | second.scatter(field) | third.scatter(field)
    return others.reduce(number) { $0 | $1.scatter(field) }
  }
}
