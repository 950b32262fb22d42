/// A key as the user means it.
package enum Key: Hashable, Sendable {
  /// A character, as typed: `A` is Shift and a.
  case character(Character)
  /// Control and a letter, in lower case.
  case control(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, escape, tab, backTab, backspace, delete
}

/// What the mouse did at a cell.
package struct MouseEvent: Hashable, Sendable {
  /// What it did.
  package enum Kind: Hashable, Sendable {
    case moved, pressed, released, wheelUp, wheelDown
  }

  /// What it did.
  package var kind: Kind
  /// Column of the pointer, from 0.
  package var column: Int
  /// Row of the pointer, from 0.
  package var row: Int

  /// Creates an event.
  package init(_ kind: Kind, column: Int, row: Int) {
    self.kind = kind
    self.column = column
    self.row = row
  }
}

/// What a terminal hands over.
package enum InputEvent: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// The size of the screen in cells.
  case resized(columns: Int, rows: Int)
}
