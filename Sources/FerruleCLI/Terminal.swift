import ArgumentParser
import Foundation
import Plotting

/// When to use colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// What the terminal that stdout goes to can show.
struct Terminal {
  /// Environment variables; the process's own outside tests.
  var environment = ProcessInfo.processInfo.environment

  /// Columns: the terminal's, else `COLUMNS`, else 80.
  var width: Int { Self.size?.columns ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80 }

  /// Rows for a picture: two thirds of the terminal, between 20 and 40.
  var pictureHeight: Int { min(40, max(20, (Self.size?.rows ?? 36) * 2 / 3)) }

  /// Braille where the locale's character set is UTF-8, ASCII elsewhere and on request.
  func charset(forcesASCII: Bool) -> TextCharset {
    if forcesASCII { return .ascii }
    setlocale(LC_CTYPE, "")
    let codeset = String(cString: nl_langinfo(Int32(CODESET)))
    return codeset.uppercased() == "UTF-8" ? .braille : .ascii
  }

  /// As ``charset(forcesASCII:)`` for a full screen: where no locale is set at all, as often over
  /// ssh and in containers, UTF-8 is tried, too.
  func screenCharset(forcesASCII: Bool) -> TextCharset {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let isUnset = names.allSatisfy { (environment[$0] ?? "").isEmpty }
    let isUnicode = isUnset && setlocale(LC_CTYPE, "C.UTF-8") != nil
    if isUnicode { return forcesASCII ? .ascii : .braille }
    return charset(forcesASCII: forcesASCII)
  }

  /// The flag decides, then `NO_COLOR`, then whether stdout is a terminal that has colours.
  func color(_ choice: ColorChoice) -> TextColor {
    let palette: TextColor = (environment["TERM"] ?? "").contains("256") ? .ansi256 : .ansi8
    switch choice {
    case .always: return palette
    case .never: return .none
    case .auto:
      let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
      let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      return isatty(STDOUT_FILENO) == 1 && !isDumb && !isRefused ? palette : .none
    }
  }

  /// The size of the terminal behind stdout; `nil` when stdout is none.
  private static var size: (columns: Int, rows: Int)? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return nil
    }
    return (Int(window.ws_col), Int(window.ws_row))
  }
}
