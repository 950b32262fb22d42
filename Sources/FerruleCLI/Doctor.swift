import ArgumentParser
import Plotting
import SystemCheck
import Xclbin

/// `ferrule doctor`: what a card, or its emulation, needs and whether it is there.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check XRT, cards, permissions and builds, and say what to do.",
    discussion: """
      Looks at XRT's library and the shim it loads, cards with their driver, platform and permissions, \
      xbutil's report (clocks, memory, power), settings in xrt.ini, and the programs that emulation \
      needs. With --xclbin, whether that build suits the card. Exits with 2 when something has to be \
      repaired; a machine without XRT or card is not broken.
      """)

  @Option(help: "Folder of XRT, or its lib folder; default: the usual places.")
  var xrt: String?

  @Option(help: ArgumentHelp("A build that is to run on the card.", valueName: "file"))
  var xclbin: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  func run() throws {
    let build = try xclbin.map(Self.facts)
    let findings = SystemExamination(xrt: xrt, build: build).findings(LocalSystem())
    show(findings)
    let problems = findings.count { $0.state == .problem }
    guard problems == 0 else {
      throw CommandFailure(
        "\(problems) problem\(problems == 1 ? "" : "s"), see above", .checkFailed)
    }
  }

  /// What the file says of itself.
  ///
  /// - Throws: `XclbinError` for a file that is none; ``CommandFailure`` for a mode that is not known.
  private static func facts(_ file: String) throws -> BuildFacts {
    let contents = try XclbinContents(contentsOf: file)
    guard let mode = BuildFacts.Mode(rawValue: contents.mode.description) else {
      throw CommandFailure.usage(
        "\(file): found \(contents.mode), expected a build for hw, hw_emu or sw_emu")
    }
    return BuildFacts(
      file: file, platform: contents.platform, mode: mode,
      computeUnits: contents.computeUnits.count)
  }

  private func show(_ findings: [Finding]) {
    guard display.format == .text else {
      TableOutput.print(
        ["topic", "state", "found", "advice"],
        findings.map { [$0.topic, $0.state.rawValue, $0.found, $0.advice] }, display: display)
      return
    }
    print(FindingText(options: display.textPlot()).text(findings), terminator: "")
  }
}

/// Findings for people: a paragraph each, with what to do below.
struct FindingText {
  /// The width and what the terminal can show.
  let options: TextPlotOptions

  /// The paragraphs, in order.
  func text(_ findings: [Finding]) -> String {
    let paragraph = Paragraph(options)
    let widest = Finding.State.allCases.map(\.rawValue.count).max() ?? 0
    let indent = widest + 2
    return findings.map { finding in
      let state = finding.state.rawValue
      let first = state + String(repeating: " ", count: indent - state.count)
      let found = paragraph.lines(
        "\(finding.topic): \(finding.found)", first: first, indent: indent)
      guard !finding.advice.isEmpty else { return found }
      let spaces = String(repeating: " ", count: indent)
      return found + paragraph.lines(finding.advice, first: spaces + "→ ", indent: indent + 2)
    }.joined()
  }
}
