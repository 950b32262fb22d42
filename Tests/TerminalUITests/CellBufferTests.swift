import Plotting
import Testing

@testable import TerminalUI

@Suite("Cells")
struct CellBufferTests {
  @Test("Text that does not fit ends in an ellipsis, and nothing is written outside")
  func cut() {
    var buffer = CellBuffer(columns: 6, rows: 2)
    #expect(buffer.write("throughput", 1, 0) == 5)
    buffer.write("above", 0, -1)
    buffer.write("below", 0, 2)
    buffer.write("left", -1, 1)
    #expect(buffer.text == " thro…\n\n")
  }

  @Test("A wide character takes two cells, and half of one is never shown")
  func wide() {
    var buffer = CellBuffer(columns: 4, rows: 1)
    #expect(buffer.write("a字b", 0, 0) == 4)
    #expect(buffer[1, 0]?.text == "字")
    #expect(buffer[2, 0]?.text == "")
    var narrow = CellBuffer(columns: 2, rows: 1)
    narrow.write("a字", 0, 0)
    #expect(narrow.text == "a…\n")
  }

  @Test("Control characters of a file never reach the terminal")
  func hostile() {
    var buffer = CellBuffer(columns: 20, rows: 1)
    buffer.write("a\u{1B}[2Jb\u{202E}c\r\n", 0, 0)
    #expect(!buffer.text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(!buffer.text.dropLast().contains("\n"))
  }

  @Test("With ASCII every cell is ASCII")
  func ascii() {
    var buffer = CellBuffer(columns: 12, rows: 1, charset: .ascii)
    buffer.write("4 × ≥ µ…", 0, 0)
    #expect(buffer.text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("A screen of an impossible size is empty, not a trap", arguments: [-5, 0, Int.max])
  func sizes(size: Int) {
    let buffer = CellBuffer(columns: size == .max ? -1 : size, rows: size == .max ? 1 : size)
    #expect(buffer.columns >= 0 && buffer.cells.count == buffer.columns * buffer.rows)
  }

  @Test("Areas split without losing or sharing a cell")
  func areas() {
    let area = CellArea(column: 2, row: 1, columns: 9, rows: 5)
    for part in -1...7 {
      let (top, bottom) = area.split(top: part)
      #expect(top.rows + bottom.rows == 5 && bottom.row == top.row + top.rows)
      let (left, right) = area.split(left: part * 2)
      #expect(left.columns + right.columns == 9 && right.column == left.column + left.columns)
    }
    #expect(area.centred(columns: 100, rows: 2) == CellArea(column: 2, row: 2, columns: 9, rows: 2))
  }
}
