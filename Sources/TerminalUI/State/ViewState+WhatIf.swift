import Quantities

extension ViewState {
  /// Opens what-if for the selected row, or closes it.
  mutating func toggleWhatIf() -> [ViewEffect] {
    if whatIf != nil {
      whatIf = nil
      if focus == .whatIf { focus = .plot }
      showSelection()
      return []
    }
    guard data.energy == nil else {
      message = "what-if is modelled per second, not per joule; E goes back"
      return []
    }
    guard let selection else {
      message = "what-if changes the selected row, and there is none"
      return []
    }
    whatIf = WhatIfState(row: selection)
    focus = .whatIf
    showSelection()
    return [.openWhatIf(selection)]
  }

  /// Takes over what can be changed.
  mutating func take(
    _ values: [WhatIfValue], _ problem: String, of row: RowID
  ) -> [ViewEffect] {
    guard let open = whatIf, open.row == row, open.values.isEmpty else { return [] }
    whatIf?.values = values
    whatIf?.problem = problem
    whatIf?.index = 0
    guard let request = whatIf?.request, !values.isEmpty else { return [] }
    return [.whatIf(request)]
  }

  /// Up and down choose a value, left and right change it.
  mutating func moveInWhatIf(_ direction: MoveDirection) -> [ViewEffect] {
    guard let open = whatIf, !open.values.isEmpty else { return [] }
    switch direction {
    case .up: whatIf?.index = max(0, open.index - 1)
    case .down: whatIf?.index = min(open.values.count - 1, open.index + 1)
    case .first: return changeWhatIf { $0.value = $0.original }
    case .last: return []
    case .left: return changeWhatIf { $0.step(up: false, times: 1) }
    case .right: return changeWhatIf { $0.step(up: true, times: 1) }
    case .pageDown: return changeWhatIf { $0.step(up: false, times: 4) }
    case .pageUp: return changeWhatIf { $0.step(up: true, times: 4) }
    }
    return []
  }

  private mutating func changeWhatIf(_ change: (inout WhatIfValue) -> Void) -> [ViewEffect] {
    guard var open = whatIf, open.values.indices.contains(open.index) else { return [] }
    let before = open.request
    change(&open.values[open.index])
    whatIf = open
    return open.request == before ? [] : [.whatIf(open.request)]
  }

  /// Takes over a value that was typed.
  mutating func setWhatIf(_ field: WhatIfField, to text: String) -> [ViewEffect] {
    guard let index = whatIf?.values.firstIndex(where: { $0.field == field }) else { return [] }
    switch field.typed(text) {
    case .value(let value):
      whatIf?.index = index
      return changeWhatIf { $0.value = value }
    case .wrong(let reason):
      message = "\(field.rawValue): \(reason)"
      return []
    }
  }
}

extension WhatIfValue {
  /// Steps that a user would try: 10 MHz, twice or half the lanes, one unit or channel, a quarter more
  /// or a fifth less of an amount.
  mutating func step(up: Bool, times: Int) {
    for _ in 0..<times { stepOnce(up) }
  }

  private mutating func stepOnce(_ up: Bool) {
    switch field {
    case .clock:
      let step = 10e6
      value = min(max((value / step).rounded() * step + (up ? step : -step), step), 2e9)
    case .lanes:
      value = min(max(up ? value * 2 : (value / 2).rounded(.down), 1), 65_536)
    case .computeUnits, .channels:
      value = min(max(value + (up ? 1 : -1), 1), 65_536)
    case .bytes, .operations:
      value = min(max(value * (up ? 1.25 : 0.8), 1), 1e18).rounded()
      if abs(value / original - 1) < 1e-3 { value = original }
    }
  }
}

extension WhatIfField {
  /// A value as the panel writes it.
  package func text(of value: Double) -> String {
    switch self {
    case .clock: Frequency(value).description
    case .lanes, .computeUnits, .channels: SIPrefix.significant(value)
    case .bytes: "\(SIPrefix.significant(value)) B"
    case .operations: "\(SIPrefix.significant(value)) OP"
    }
  }

  /// What a user typed.
  enum Typed: Hashable {
    case value(Double)
    /// What was found and what is expected.
    case wrong(String)
  }

  /// A value as a user types it.
  func typed(_ text: String) -> Typed {
    switch self {
    case .clock:
      do throws(QuantityError) { return .value(try Frequency(parsing: text).value) } catch {
        return .wrong("\(error)")
      }
    case .lanes, .computeUnits, .channels:
      guard let count = Int(text.trimmed), (1...65_536).contains(count) else {
        return .wrong("found \"\(text)\", expected a whole number from 1 to 65536")
      }
      return .value(Double(count))
    case .bytes, .operations:
      guard let amount = Double(text.trimmed), amount.isFinite, amount > 0 else {
        return .wrong("found \"\(text)\", expected a number above 0 such as 2.5e9")
      }
      return .value(amount)
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
