import CNcurses
import Foundation
package import Plotting

/// The terminal of stdin and stdout, through ncurses.
///
/// One at a time, and used from one thread.
package final class NcursesTerminal: TerminalBackend {
  private let wake: Wake
  private let palette: CellPalette
  private var isOpen = true

  /// Opens the terminal.
  ///
  /// An unknown `TERM` is tried as xterm-256color, which kitty, foot, wezterm and others understand.
  ///
  /// - Parameters:
  ///   - style: The colours.
  ///   - color: How many of them may be used.
  ///   - wake: By which other threads wake it.
  /// - Throws: ``TerminalError`` when ncurses cannot drive the terminal.
  package init(style: PlotStyle, color: TextColor, wake: Wake) throws(TerminalError) {
    self.wake = wake
    guard ferrule_curses_open("xterm-256color") == 0 else {
      throw TerminalError("ncurses cannot drive this terminal; check TERM")
    }
    palette = CellPalette(style, color)
    ferrule_curses_watch_signals(wake.writeEnd)
  }

  deinit { close() }

  package var size: (columns: Int, rows: Int) {
    (Int(ferrule_curses_columns()), Int(ferrule_curses_rows()))
  }

  package func show(_ buffer: CellBuffer) {
    for row in 0..<buffer.rows { show(row, of: buffer) }
    ferrule_curses_show()
  }

  package func forget() { ferrule_curses_forget() }

  package func suspend() {
    ferrule_curses_pause()
    ferrule_curses_stop_process()
    ferrule_curses_resume()
  }

  package func close() {
    guard isOpen else { return }
    isOpen = false
    ferrule_curses_close()
    ferrule_curses_unwatch_signals()
  }

  /// One row in runs of equal looks.
  private func show(_ row: Int, of buffer: CellBuffer) {
    var text: [wchar_t] = []
    var start = 0
    var style = CellStyle.plain
    func flush() {
      guard !text.isEmpty else { return }
      ferrule_curses_put(
        Int32(row), Int32(start), text, Int32(text.count), palette.pair(style.color),
        palette.attributes(style))
      text.removeAll(keepingCapacity: true)
    }
    for column in 0..<buffer.columns {
      guard let cell = buffer[column, row], !cell.text.isEmpty else { continue }
      if cell.style != style {
        flush()
        style = cell.style
      }
      if text.isEmpty { start = column }
      for scalar in cell.text.unicodeScalars { text.append(wchar_t(scalar.value)) }
    }
    flush()
  }

  package func events() -> [TerminalEvent] {
    var events = waiting()
    while events.isEmpty {
      var descriptors = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&descriptors, 2, -1)
      guard count >= 0 || errno == EINTR else { return [.ended(SIGHUP)] }
      let hungUp = Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL)
      if count > 0, descriptors[0].revents & hungUp != 0 { return [.ended(SIGHUP)] }
      events = waiting()
      // A terminal at its end is readable for ever and has nothing to say.
      if events.isEmpty, count > 0, descriptors[0].revents & Int16(POLLIN) != 0, isAtEnd {
        return [.ended(SIGHUP)]
      }
    }
    return events
  }

  private var isAtEnd: Bool {
    var waiting: Int32 = 0
    return ioctl(STDIN_FILENO, UInt(FIONREAD), &waiting) == 0 && waiting == 0
  }

  /// What is there without waiting: signals and wakes first.
  private func waiting() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    for byte in wake.take() {
      switch Int32(byte) {
      case 0: if events.last != .woken { events.append(.woken) }
      case SIGWINCH:
        ferrule_curses_fit()
        events.append(.input(.resized(columns: size.columns, rows: size.rows)))
      case SIGTSTP: events.append(.suspended)
      case let number: events.append(.ended(number))
      }
    }
    while let event = nextInput() { events.append(.input(event)) }
    return events
  }

  private func nextInput() -> InputEvent? {
    while true {
      let code = ferrule_curses_key()
      if code == Int32(FERRULE_KEY_NONE) { return nil }
      if code == Int32(FERRULE_KEY_MOUSE) {
        if let mouse = mouse() { return .mouse(mouse) }
      } else if code == Int32(FERRULE_KEY_RESIZE) {
        return .resized(columns: size.columns, rows: size.rows)
      } else if let key = Key(cursesCode: code) {
        return .key(key)
      }
    }
  }

  private func mouse() -> MouseEvent? {
    var (kind, column, row): (Int32, Int32, Int32) = (0, 0, 0)
    guard ferrule_curses_mouse(&kind, &column, &row) == 0 else { return nil }
    let kinds: [(Int, MouseEvent.Kind)] = [
      (FERRULE_MOUSE_MOVE, .moved), (FERRULE_MOUSE_PRESS, .pressed),
      (FERRULE_MOUSE_RELEASE, .released), (FERRULE_MOUSE_WHEEL_UP, .wheelUp),
      (FERRULE_MOUSE_WHEEL_DOWN, .wheelDown),
    ]
    return kinds.first { Int32($0.0) == kind }.map {
      MouseEvent($0.1, column: Int(column), row: Int(row))
    }
  }
}
