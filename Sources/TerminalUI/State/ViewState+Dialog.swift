extension ViewState {
  /// A key while a dialog is open.
  mutating func updateDialog(_ key: Key) -> [ViewEffect] {
    guard key != .control("c") else { return [.quit] }
    switch dialog {
    case .help(let top): return updateHelp(key, top)
    case .text:
      dialog = nil
      return []
    case .prompt(let prompt): return updatePrompt(key, prompt)
    case nil: return []
    }
  }

  private mutating func updateHelp(_ key: Key, _ top: Int) -> [ViewEffect] {
    switch KeyTable.action(for: key, in: .details) {
    case .move(let direction):
      let page = max(1, rows - 6)
      dialog = .help(top: Self.scrolled(top, direction, page: page))
      let last = HelpDialog.lastTop(for: self)
      if case .help(let scrolled) = dialog { dialog = .help(top: min(scrolled, last)) }
    default: dialog = nil
    }
    return []
  }

  private mutating func updatePrompt(_ key: Key, _ prompt: Prompt) -> [ViewEffect] {
    var prompt = prompt
    switch key {
    case .escape: return cancel(prompt)
    case .enter: return accept(prompt)
    case .backspace, .control("h"): _ = prompt.text.popLast()
    case .control("u"): prompt.text = ""
    case .control("w"):
      while prompt.text.last == " " { prompt.text.removeLast() }
      while let last = prompt.text.last, last != " " { prompt.text.removeLast() }
    case .character(let character):
      if prompt.text.count < 4096 { prompt.text.append(character) }
    default: return []
    }
    dialog = .prompt(prompt)
    return followFilter(prompt)
  }

  /// The table shows what the words leave while they are typed.
  private mutating func followFilter(_ prompt: Prompt) -> [ViewEffect] {
    guard case .filter = prompt.purpose, filter.words != prompt.text else { return [] }
    filter.words = prompt.text
    return rearrange()
  }

  private mutating func cancel(_ prompt: Prompt) -> [ViewEffect] {
    dialog = nil
    guard case .filter(let before) = prompt.purpose else { return [] }
    filter.words = before
    return rearrange()
  }

  private mutating func accept(_ prompt: Prompt) -> [ViewEffect] {
    dialog = nil
    switch prompt.purpose {
    case .filter:
      filter.words = prompt.text
      if order.isEmpty, !isArranging { message = "no row has these words; Esc shows all again" }
      if let first = order.first, selectedPlace == nil { return rearrange() + select(first) }
      return rearrange()
    case .export:
      return prompt.text.isEmpty ? [] : [.export(path: prompt.text)]
    case .whatIf(let field): return setWhatIf(field, to: prompt.text)
    }
  }
}
