import Plotting
import TestSupport
import Testing

@testable import TerminalUI

@Suite("The part of the plot that is shown")
struct PlotWindowTests {
  private let window = PlotWindow(across: -2...4, up: 8...13)

  @Test("What is under the pointer stays there while zooming", arguments: [0.8, 1.25, 0.01])
  func fixedPoint(factor: Double) {
    let place = window.place(across: 0.25, up: 0.75)
    let zoomed = window.zoomed(by: factor, x: place.x, y: place.y)
    let after = zoomed.place(across: 0.25, up: 0.75)
    #expect(abs(after.x - place.x) < 1e-9 && abs(after.y - place.y) < 1e-9)
  }

  @Test("Zooming in and out again gives the same window")
  func inverse() {
    let there = window.zoomed(by: 0.8, x: 1, y: 10).zoomed(by: 1.25, x: 1, y: 10)
    #expect(abs(there.across.lowerBound + 2) < 1e-9 && abs(there.up.upperBound - 13) < 1e-9)
  }

  @Test("However it is zoomed and moved, the axes stay finite numbers above 0", arguments: 0..<8)
  func limits(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var moved = window
    for _ in 0..<2000 {
      let factor = Double.random(in: 0.2...5, using: &generator)
      moved = moved.zoomed(
        by: factor, x: Double.random(in: -400...400, using: &generator),
        y: Double.random(in: -400...400, using: &generator))
      moved = moved.moved(
        right: Double.random(in: -9...9, using: &generator),
        up: Double.random(in: -9...9, using: &generator))
      for range in [moved.intensities, moved.throughputs] {
        #expect(range.lowerBound > 0 && range.upperBound.isFinite)
        #expect(range.lowerBound < range.upperBound)
      }
    }
  }

  @Test("The cell of a place is the one whose middle is nearest to it")
  func cells() throws {
    let cells = CellArea(column: 5, row: 2, columns: 60, rows: 10)
    for column in [5, 30, 64] {
      for row in [2, 7, 11] {
        let place = window.place(
          across: (Double(column - 5) + 0.5) / 60, up: 1 - (Double(row - 2) + 0.5) / 10)
        let found = try #require(window.cell(of: PlotPoint(place.x, place.y), in: cells))
        #expect(found == (column, row))
      }
    }
    #expect(window.cell(of: PlotPoint(-2.1, 10), in: cells) == nil)
  }
}
