/// The pen of one line on a dot canvas.
struct DotPen {
  /// Dots drawn and dots left out, repeated; empty for a line without gaps.
  var on: Int
  var off: Int
  /// Whether only every second dot is drawn.
  var isThin: Bool
  var color: PlotColorRole

  /// Whether the dot with a number along the line is drawn.
  func draws(_ step: Int) -> Bool {
    if isThin, !step.isMultiple(of: 2) { return false }
    return off <= 0 || on <= 0 || step % (on + off) < on
  }
}

/// Lines as dots: 2×4 in a cell with Braille, one character in a cell with ASCII.
///
/// A cell has one colour, that of the line drawn last. In the gaps of a dashed line, what earlier
/// lines left at the same place is erased: a dashed line over another one still looks dashed.
struct DotCanvas {
  let columns: Int
  let rows: Int
  let charset: TextCharset
  private var masks: [UInt8]
  private var characters: [Character]
  private var colors: [PlotColorRole?]

  /// Cells of the canvas and how they are shown.
  init(columns: Int, rows: Int, charset: TextCharset) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.charset = charset
    masks = Array(repeating: 0, count: self.columns * self.rows)
    characters = Array(repeating: " ", count: masks.count)
    colors = Array(repeating: nil, count: masks.count)
  }

  /// Dots in a row of the canvas.
  var dotsAcross: Int { charset == .ascii ? columns : columns * 2 }
  /// Dots in a column of the canvas.
  var dotsDown: Int { charset == .ascii ? rows : rows * 4 }

  /// What a cell shows; `nil` when it is empty.
  func cell(_ column: Int, _ row: Int) -> (text: String, color: PlotColorRole?)? {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return nil }
    let index = row * columns + column
    guard masks[index] != 0 else { return nil }
    if charset == .ascii { return (String(characters[index]), colors[index]) }
    return (Braille.character(masks[index]), colors[index])
  }

  /// Draws the pieces of one line; the dashes run on from piece to piece.
  mutating func draw(_ segments: [PlotSegment], _ pen: DotPen) {
    var step = 0
    for segment in segments { draw(segment, pen, &step) }
  }

  /// Draws a sprinkle of dots over the columns between two heights, as given per dot column.
  ///
  /// What is narrower than a Braille cell is left out: it could not be told from a thick line.
  mutating func fill(
    _ color: PlotColorRole, heights: (_ dotColumn: Int) -> (top: Int, bottom: Int)?
  ) {
    for x in 0..<dotsAcross {
      guard let (top, bottom) = heights(x), bottom - top >= 4 else { continue }
      for y in max(0, top)...max(0, min(bottom, dotsDown - 1))
      where (x + y * 2).isMultiple(of: 4) && top >= 0 {
        set(x, y, color, character: ".")
      }
    }
  }

  private mutating func draw(_ segment: PlotSegment, _ pen: DotPen, _ step: inout Int) {
    let (x0, y0) = dot(segment.start)
    let (x1, y1) = dot(segment.end)
    let length = max(abs(x1 - x0), abs(y1 - y0))
    let character = pen.isThin ? "." : Self.character(dx: x1 - x0, dy: y1 - y0)
    let isFlat = abs(x1 - x0) >= abs(y1 - y0)
    for index in 0...length {
      let part = length == 0 ? 0 : Double(index) / Double(length)
      let x = x0 + Int((Double(x1 - x0) * part).rounded())
      let y = y0 + Int((Double(y1 - y0) * part).rounded())
      if pen.draws(step) {
        set(x, y, pen.color, character: character)
      } else if !pen.isThin {
        erase(x, y, isFlat: isFlat)
      }
      step += 1
    }
  }

  private func dot(_ place: PlotPoint) -> (x: Int, y: Int) {
    let across = charset == .ascii ? 1.0 : 2.0
    let down = charset == .ascii ? 1.0 : 4.0
    let x = min(max(place.x * across, 0), Double(max(0, dotsAcross - 1)))
    let y = min(max(place.y * down, 0), Double(max(0, dotsDown - 1)))
    return (Int(x), Int(y))
  }

  private mutating func set(_ x: Int, _ y: Int, _ color: PlotColorRole, character: Character) {
    guard let (index, bit) = bit(x, y) else { return }
    masks[index] |= bit
    characters[index] = character
    colors[index] = color
  }

  /// Empties a dot and its neighbours across the line.
  private mutating func erase(_ x: Int, _ y: Int, isFlat: Bool) {
    let reach = charset == .ascii ? 0 : 1
    for offset in -reach...reach {
      guard let (index, bit) = bit(isFlat ? x : x + offset, isFlat ? y + offset : y) else {
        continue
      }
      masks[index] &= ~bit
    }
  }

  private func bit(_ x: Int, _ y: Int) -> (index: Int, bit: UInt8)? {
    guard (0..<dotsAcross).contains(x), (0..<dotsDown).contains(y) else { return nil }
    if charset == .ascii { return (y * columns + x, 1) }
    return (y / 4 * columns + x / 2, Braille.bit(column: x % 2, row: y % 4))
  }

  /// The ASCII sign for a direction; cells are about twice as high as wide.
  private static func character(dx: Int, dy: Int) -> Character {
    if abs(dx) >= 4 * abs(dy) { return "-" }
    if abs(dy) > 2 * abs(dx) { return "|" }
    return (dx > 0) == (dy < 0) ? "/" : "\\"
  }
}

/// Braille patterns, Unicode block U+2800: one bit per dot of 2×4.
enum Braille {
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// The bit of a dot; column 0–1 from the left, row 0–3 from above.
  static func bit(column: Int, row: Int) -> UInt8 { bits[column & 1][row & 3] }

  /// The pattern with the given dots.
  static func character(_ mask: UInt8) -> String {
    Unicode.Scalar(0x2800 + UInt32(mask)).map { String(Character($0)) } ?? " "
  }
}
