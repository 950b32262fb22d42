import Quantities

extension ViewState {
  /// Commands that print what is on the screen, without the full-screen view.
  package var equivalentCommand: [String] {
    let files = data.files.map(Self.quoted).joined(separator: " ")
    let kernels = data.kernelArguments.map(Self.quoted).joined(separator: " ")
    let tail = [files, kernels].filter { !$0.isEmpty }.joined(separator: " ")
    var lines = ["ferrule view --no-tui \(tail)\(filterFlags)"]
    lines.append("ferrule plot \(tail)\(filterFlags)\(windowFlags) -o roofline.svg")
    if let selection, case .run = selection, let source = detail?.source, !source.isEmpty {
      lines.append("the selected row: \(source)")
    }
    return lines
  }

  /// A name for an export that says what it is of.
  var exportName: String {
    let board = data.boards.count == 1 ? data.boards[0] : "boards"
    return "\(board.filter { $0.isLetter || $0.isNumber || $0 == "-" })-roofline.svg"
  }

  private var filterFlags: String {
    var flags = ""
    for (flag, names) in [("--memory", filter.memories), ("--type", filter.elementTypes)]
    where !names.isEmpty {
      flags += " \(flag) \(Self.quoted(names.sorted().joined(separator: ",")))"
    }
    return flags
  }

  private var windowFlags: String {
    guard let window else { return "" }
    func text(_ range: ClosedRange<Double>) -> String {
      "\(SIPrefix.significant(range.lowerBound)):\(SIPrefix.significant(range.upperBound))"
    }
    return " --intensities \(text(window.intensities)) --throughputs \(text(window.throughputs))"
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let isPlain = word.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "._-/=+:,@%".contains($0))
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
