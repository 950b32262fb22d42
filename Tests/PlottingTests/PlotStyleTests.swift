import Foundation
import TestSupport
import Testing

@testable import Plotting

@Suite("Style of plots")
struct PlotStyleTests {
  @Test("The style that ships is read, and its line styles differ without colour")
  func shipped() throws {
    let style = try Sample.style()
    #expect(style.series.count == 7)
    for dash in PlotDash.allCases {
      for other in PlotDash.allCases where other != dash {
        #expect(style.lengths(dash).dots != style.lengths(other).dots)
        #expect(style.lengths(dash).cells != style.lengths(other).cells)
        #expect(style.lengths(dash).svg != style.lengths(other).svg)
      }
    }
  }

  @Test("Text colours have a contrast of 4.5:1 on both backgrounds")
  func contrast() throws {
    let style = try Sample.style()
    for color in style.series + [style.foreground, style.faint] {
      #expect(contrast(color.lightText, style.background.light) >= 4.5, "\(color.name)")
      #expect(contrast(color.dark, style.background.dark) >= 4.5, "\(color.name)")
    }
  }

  @Test("Every mistake of a file is reported with line and key path")
  func mistakes() throws {
    let text = try shippedText()
      .replacing("light: \"#0072B2\"", with: "light: blue")
      .replacing("dots: [9, 3]", with: "dots: [9]")
      .replacing("small: {unicode: \"◦\"", with: "smal: {unicode: \"◦\"")
      .replacing("width: 800", with: "width: wide")
      .replacing("sans-serif\"", with: "x}svg{\"")
    let error = #expect(throws: PlotStyleError.self) {
      try PlotStyle(yaml: text, file: "Plots/style.yaml")
    }
    #expect(Golden.difference("\(error?.description ?? "")\n", "style-mistakes.txt") == nil)
  }

  @Test("A file that is not YAML names the line")
  func syntax() {
    let error = #expect(throws: PlotStyleError.self) {
      try PlotStyle(yaml: "palette: {\n- x", file: "s.yaml")
    }
    #expect(error?.description.hasPrefix("s.yaml:2: is not YAML") == true)
  }

  @Test("A folder without a style lists where it was looked for")
  func notFound() {
    let error = #expect(throws: PlotStyleError.self) { try PlotStyle.load(from: "/nowhere") }
    #expect(error == .notFound(searched: ["/nowhere"]))
  }

  @Test("An installed style is found beside the executable")
  func installed() throws { #expect(try PlotStyle.load() == Sample.style()) }

  private func shippedText() throws -> String {
    try String(contentsOfFile: Sample.folder + "/style.yaml", encoding: .utf8)
  }

  /// Contrast ratio as WCAG 2.1 defines it.
  private func contrast(_ one: String, _ other: String) -> Double {
    let levels = [luminance(one), luminance(other)].sorted()
    return (levels[1] + 0.05) / (levels[0] + 0.05)
  }

  private func luminance(_ color: String) -> Double {
    let value = Int(color.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let level = Double((value >> shift) & 255) / 255
      return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
