import Measurements
import Plotting
import RooflineModel
import Testing

@testable import TerminalUI

@Suite("What keys and the mouse do")
struct ViewUpdateTests {
  @Test("q and Ctrl-C leave, Esc never does")
  func leaving() throws {
    var state = try SampleView.state()
    #expect(state.press(.character("q")) == [.quit])
    #expect(state.press(.control("c")) == [.quit])
    for _ in 0..<5 { #expect(!state.press(.escape).contains(.quit)) }
    state.press(.character("/"))
    #expect(state.press(.control("c")) == [.quit])
  }

  @Test("n and N go through the rows of the table and stop at its ends")
  func selection() throws {
    var state = try SampleView.state(kernels: true)
    #expect(state.selection == .kernel(0))
    #expect(state.press(.character("n")) == [.inspect(.kernel(1))])
    state.press(.character("N"), .character("N"))
    #expect(state.selection == .kernel(0))
    state.press(.character("2"), .end)
    #expect(state.selection == state.order.last)
    state.press(.character("n"))
    #expect(state.selection == state.order.last)
  }

  @Test("The table follows the words of the filter while they are typed, and Esc brings all back")
  func filter() throws {
    var state = try SampleView.state()
    let all = state.order
    state.press(.character("/"))
    state.type("triad HBM")
    #expect(state.order.count == 1)
    state.press(.enter)
    #expect(state.order.count == 1 && state.dialog == nil)
    state.press(.escape)
    #expect(state.order == all)
    state.press(.character("/"))
    state.type("no such words")
    #expect(state.order.isEmpty)
    state.press(.escape)
    #expect(state.order == all)
  }

  @Test("Memories and types are gone through one by one, and then all are shown again")
  func cycling() throws {
    var state = try SampleView.state()
    let all = state.order.count
    var counts: [Int] = []
    for _ in 0..<3 {
      state.press(.character("m"))
      counts.append(state.order.count)
    }
    #expect(counts == [2, all - 2, all])
    state.press(.character("d"), .character("d"))
    #expect(state.filter.elementTypes == ["f64"])
    #expect(state.order.count == 1)
  }

  @Test("Tags stay when the order changes, and tagged rows can be shown alone")
  func tags() throws {
    var state = try SampleView.state()
    state.press(.character("n"), .character(" "))
    let tagged = try #require(state.selection)
    state.press(.character("s"), .character("S"), .character("T"))
    #expect(state.order == [tagged])
    state.press(.character("T"))
    #expect(state.order.count > 1)
    state.press(.character(" "))
    #expect(state.tagged.isEmpty)
    state.press(.character("T"))
    #expect(state.message.contains("nothing is tagged"))
  }

  @Test("Sorted rows ascend, reversed ones descend", arguments: SortColumn.allCases)
  func sorting(column: SortColumn) throws {
    var state = try SampleView.state()
    while state.sort.column != column { state.press(.character("s")) }
    func values() -> [Double] {
      state.order.compactMap { row in
        switch column {
        case .file, .name: nil
        case .intensity: state.data.place(of: row)?.x
        case .throughput: state.data.place(of: row)?.y
        case .share: state.data.point(of: row)?.shareOfBound.map { ($0 * 1e4).rounded() }
        }
      }
    }
    #expect(values() == values().sorted())
    state.press(.character("S"))
    #expect(values() == values().sorted().reversed())
  }

  @Test("The share that rows are sorted by is the one that is shown")
  func shares() throws {
    let state = try SampleView.state()
    let shares = BoundShares(state.data)
    for row in state.order {
      let shown = try #require(state.data.point(of: row)?.shareOfBound)
      #expect(abs(try #require(shares.share(of: row)) / shown - 1) < 1e-5)
    }
  }

  @Test("The crosshair moves with the arrows, without it they move the picture; 0 fits again")
  func crosshair() throws {
    var state = try SampleView.state()
    state.press(.character("c"))
    let before = try #require(state.crosshair)
    state.press(.character("l"), .up)
    let after = try #require(state.crosshair)
    #expect(after.x > before.x && after.y > before.y && state.window == nil)
    state.press(.character("c"), .right)
    #expect(state.crosshair == nil && state.window != nil)
    state.press(.character("0"))
    #expect(state.window == nil)
  }

  @Test("A click selects the nearest row, a drag moves what it began at under the pointer")
  func mouse() throws {
    var state = try SampleView.state(columns: 160, rows: 48)
    let row = state.order[5]
    let place = try #require(state.data.place(of: row))
    let cell = try #require(state.cell(of: PlotPoint(place.x, place.y)))
    for kind: MouseEvent.Kind in [.pressed, .released] {
      _ = state.update(.input(.mouse(MouseEvent(kind, column: cell.column, row: cell.row))))
    }
    #expect(state.selection == row)
    let start = try #require(state.place(column: 40, row: 20))
    for (kind, column, line): (MouseEvent.Kind, Int, Int) in [
      (.pressed, 40, 20), (.moved, 45, 18), (.released, 50, 15),
    ] {
      _ = state.update(.input(.mouse(MouseEvent(kind, column: column, row: line))))
    }
    let end = try #require(state.place(column: 50, row: 15))
    // Numbers beside the axis may become wider or narrower, and the cells between the axes with them.
    #expect(abs(start.x - end.x) < 0.15 && abs(start.y - end.y) < 0.15)
  }

  @Test("The last line names the row under the pointer")
  func hovering() throws {
    var state = try SampleView.state(columns: 160, rows: 48)
    let row = state.order[4]
    let place = try #require(state.data.place(of: row))
    let cell = try #require(state.cell(of: PlotPoint(place.x, place.y)))
    _ = state.update(.input(.mouse(MouseEvent(.moved, column: cell.column, row: cell.row))))
    let label = try #require(state.data.point(of: row)?.label)
    #expect(state.screen.split(separator: "\n").last?.hasPrefix(label) == true)
  }

  @Test("Rows that failed are counted in the title and explained on request")
  func problems() throws {
    var rows = SampleView.rows()
    rows[0].status = .failed
    var state = try SampleView.state(columns: 120, rows: 30, measurements: rows)
    #expect(state.screen.contains("1 wrong (!)"))
    state.press(.character("!"))
    #expect(state.screen.contains("1 rows say that the run failed"))
    var clean = try SampleView.state()
    clean.press(.character("!"))
    #expect(clean.message == "nothing is wrong with the files")
  }

  @Test("The wheel zooms at the pointer")
  func wheel() throws {
    var state = try SampleView.state(columns: 160, rows: 48)
    let before = try #require(state.place(column: 30, row: 12))
    _ = state.update(.input(.mouse(MouseEvent(.wheelUp, column: 30, row: 12))))
    let after = try #require(state.place(column: 30, row: 12))
    #expect(abs(before.x - after.x) < 1e-6 && abs(before.y - after.y) < 1e-6)
    #expect(state.window != nil)
  }

  @Test("Hidden boards are in neither plot nor table")
  func boards() throws {
    let rows = SampleView.rows() + SampleView.rows(board: "other", evidence: .measured)
    var state = try SampleView.state(measurements: rows)
    let all = state.order.count
    state.press(.character("4"), .down, .enter)
    #expect(state.filter.hiddenBoards == ["other"])
    #expect(state.order.count == all / 2)
    #expect(state.shownRooflines.map(\.board) == ["card"])
  }

  @Test("More rows keep selection, zoom and tags")
  func growing() throws {
    var state = try SampleView.state()
    state.press(.character("n"), .character(" "), .character("+"))
    let (selection, window) = (state.selection, state.window)
    let more = SampleView.rows() + SampleView.rows(board: "other")
    _ = state.update(.data(try SampleView.data(more)))
    #expect(state.selection == selection && state.window == window && state.tagged.count == 1)
    #expect(state.order.count == 2 * SampleView.rows().count)
  }

  @Test("Many rows are arranged in the background, and an answer to an old question is dropped")
  func background() throws {
    var state = try SampleView.state(
      measurements: SampleView.manyRows(ViewState.arrangedAtOnce + 1))
    let first = state.wantedArrangement
    #expect(state.isArranging && state.openingEffects == [.arrange(first)])
    let shown = state.update(.arranged(first, RowArrangement.rows(of: state.data, first)))
    #expect(shown == [.inspect(.run(0))])
    #expect(!state.isArranging && state.order.count == ViewState.arrangedAtOnce + 1)
    let effects = state.press(.character("s"))
    #expect(effects == [.arrange(state.wantedArrangement)])
    _ = state.update(.arranged(first, []))
    #expect(state.isArranging && !state.order.isEmpty)
  }

  @Test("When a file was replaced by a shorter one, nothing is said of its old rows")
  func replaced() throws {
    var state = try SampleView.state()
    state.press(.end, .character("2"), .end, .character(" "))
    _ = state.update(.detail(RowDetail(row: try #require(state.selection), source: "old")))
    let fewer = Array(SampleView.rows().prefix(3))
    let effects = state.update(.data(try SampleView.data(fewer)))
    #expect(state.tagged.isEmpty && state.detail == nil && state.selection == .run(0))
    #expect(effects == [.inspect(.run(0))])
  }

  @Test("The command that prints the view has its filters and its window")
  func command() throws {
    var state = try SampleView.state(kernels: true)
    state.press(.character("m"), .character("+"))
    let lines = state.equivalentCommand
    #expect(
      lines[0] == "ferrule view --no-tui board.csv --kernels mine.csv --memory ddr")
    #expect(lines[1].contains("--intensities ") && lines[1].contains("--throughputs "))
    #expect(ViewState.quoted("it's a $HOME.csv") == #"'it'\''s a $HOME.csv'"#)
  }
}
