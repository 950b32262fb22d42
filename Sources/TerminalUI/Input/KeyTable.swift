/// One line of the key table: what the code acts on, the footer shows and the help lists.
package struct KeyBinding: Hashable, Sendable {
  /// Where the help lists it.
  package enum Group: String, Sendable, CaseIterable {
    case move = "Move"
    case plot = "Plot"
    case rows = "Kernels and runs"
    case show = "What is shown"
    case program = "Program"
  }

  /// Keys that do the same.
  package var keys: [Key]
  /// What they do.
  package var action: ViewAction
  /// Where the help lists it.
  package var group: Group
  /// One or two words for the footer; empty when it is not shown there.
  package var word: String
  /// A phrase for the help; empty when another line's phrase covers it.
  package var help: String
  /// Panels in which it works; empty for all.
  package var panels: Set<Panel>

  init(
    _ keys: [Key], _ action: ViewAction, _ group: Group, _ word: String, _ help: String,
    in panels: Set<Panel> = []
  ) {
    self.keys = keys
    self.action = action
    self.group = group
    self.word = word
    self.help = help
    self.panels = panels
  }

  /// The keys as the help names them: `+ =`.
  package var keyNames: String { keys.map(\.name).joined(separator: " ") }
}

/// Every key of the view.
package enum KeyTable {
  /// Key by key, in the order of the help.
  package static let bindings: [KeyBinding] = movement + plot + rows + show + program

  /// What a key does in a panel; `nil` for a key without meaning there.
  package static func action(for key: Key, in panel: Panel) -> ViewAction? {
    bindings.first { $0.keys.contains(key) && ($0.panels.isEmpty || $0.panels.contains(panel)) }?
      .action
  }

  private static let movement =
    [
      KeyBinding([.up, .character("k")], .move(.up), .move, "", "up"),
      KeyBinding([.down, .character("j")], .move(.down), .move, "", "down"),
      KeyBinding(
        [.left, .character("h")], .move(.left), .move, "", "left; what-if: a smaller value"),
      KeyBinding(
        [.right, .character("l")], .move(.right), .move, "", "right; what-if: a larger value"),
      KeyBinding([.pageUp], .move(.pageUp), .move, "", "a page up"),
      KeyBinding([.pageDown], .move(.pageDown), .move, "", "a page down"),
      KeyBinding([.home, .character("g")], .move(.first), .move, "", "to the first"),
      KeyBinding([.end, .character("G")], .move(.last), .move, "", "to the last"),
      KeyBinding([.tab], .nextPanel, .move, "panel", "next panel"),
      KeyBinding([.backTab], .previousPanel, .move, "", "previous panel"),
    ]
    + (1...5).map { number in
      KeyBinding(
        [.character(Character(String(number)))], .panel(number), .move, "",
        Panel(number: number).map { "panel: \($0.title)" } ?? "")
    }

  private static let plot = [
    KeyBinding(
      [.character("+"), .character("=")], .zoomIn, .plot, "zoom",
      "nearer, at the crosshair or the middle (mouse wheel: at the pointer)"),
    KeyBinding([.character("-")], .zoomOut, .plot, "", "farther"),
    KeyBinding([.character("0")], .fit, .plot, "fit", "everything in the picture"),
    KeyBinding(
      [.character("c")], .crosshair, .plot, "cross",
      "crosshair with exact values; arrows then move it, else the picture (mouse: drag)"),
    KeyBinding(
      [.character("o")], .overlays, .plot, "lines",
      "next choice of lines: all, without theory, with on-chip storage, ceilings alone"),
    KeyBinding([.character("E")], .energy, .plot, "", "operations per joule, and back"),
  ]

  private static let rows = [
    KeyBinding([.character("n")], .nextRun, .rows, "next", "next kernel or run"),
    KeyBinding([.character("N")], .previousRun, .rows, "", "previous kernel or run"),
    KeyBinding(
      [.enter], .inspect, .rows, "details",
      "details; in boards: show or hide it; in what-if: type a value"),
    KeyBinding([.character(" ")], .tag, .rows, "tag", "tag; in boards: show or hide it"),
    KeyBinding([.character("T")], .onlyTagged, .rows, "", "tagged rows only, and all again"),
    KeyBinding([.character("/")], .filter, .rows, "filter", "rows that have these words"),
    KeyBinding([.character("s")], .sort, .rows, "sort", "sort by the next column"),
    KeyBinding([.character("S")], .reverse, .rows, "", "turn the order round"),
  ]

  private static let show = [
    KeyBinding(
      [.character("m"), .character("L")], .memoryFilter, .show, "memory",
      "next memory alone, at last all"),
    KeyBinding(
      [.character("d")], .typeFilter, .show, "type", "next element type alone, at last all"),
    KeyBinding([.character("t")], .table, .show, "table", "table instead of plot, and back"),
    KeyBinding(
      [.character("w")], .whatIf, .show, "what-if",
      "change the selected kernel: what would clock, lanes, units … bring"),
  ]

  private static let program = [
    KeyBinding([.character("x")], .export, .program, "export", "write rows or picture to a file"),
    KeyBinding(
      [.character("y")], .command, .program, "command", "the command that prints this view"),
    KeyBinding(
      [.character("!")], .problems, .program, "", "what is wrong with the files, and rows left out"),
    KeyBinding([.character("?")], .help, .program, "help", "this help"),
    KeyBinding(
      [.escape], .escape, .program, "", "close; clears filter, then crosshair, then tags"),
    KeyBinding([.control("l")], .redraw, .program, "", "paint the screen anew"),
    KeyBinding([.control("z")], .suspend, .program, "", "stop; fg comes back"),
    KeyBinding([.character("q"), .control("c")], .quit, .program, "quit", "leave"),
  ]
}

extension Key {
  /// As a keyboard or a manual names it.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    }
  }
}
