import Plotting
import Testing

@testable import FerruleCLI

@Suite("Paragraphs")
struct ParagraphTests {
  private func paragraph(_ width: Int, _ charset: TextCharset = .braille) -> Paragraph {
    Paragraph(TextPlotOptions(width: width, height: 10, charset: charset, color: .none))
  }

  @Test("Lines break between words and later ones are indented")
  func wrapping() {
    #expect(
      paragraph(12).lines("one two three four", first: "a: ", indent: 2)
        == "a: one two\n  three four\n")
  }

  @Test("A word longer than a line is not cut")
  func longWord() {
    #expect(paragraph(4).lines("a https://x.y b") == "a\nhttps://x.y\nb\n")
  }

  @Test("No line is wider than asked for when the words allow it", arguments: 10...40)
  func width(_ cells: Int) {
    let text = "the clock, not the DSP count, is the largest error of such a peak"
    let lines = paragraph(cells).lines(text, first: "  ", indent: 2).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= cells })
    #expect(lines.joined(separator: " ").split(separator: " ").joined(separator: " ") == text)
  }

  @Test("Characters that a terminal lacks are replaced")
  func ascii() {
    #expect(paragraph(20, .ascii).lines("2 × 3") == "2 x 3\n")
  }

  @Test("An empty text is an empty line")
  func empty() {
    #expect(paragraph(20).lines("") == "\n")
  }
}
