import Testing

@testable import Plotting

@Suite("Printable text")
struct PrintableTextTests {
  @Test("Escape sequences and direction marks never reach a terminal")
  func controls() {
    let evil = "a\u{1B}[31mb\u{202E}c\u{9B}d\ne\u{7}"
    #expect(PrintableText.cleaned(evil, .braille) == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d e\u{FFFD}")
    #expect(PrintableText.cleaned(evil, .ascii) == "a?[31mb?c?d e?")
  }

  @Test("Signs with an ASCII spelling get it, others a question mark")
  func ascii() {
    #expect(PrintableText.cleaned("roofline ×8 µs – 漢", .ascii) == "roofline x8 us - ?")
  }

  @Test("Wide characters take two cells, combining ones none of their own")
  func width() {
    #expect(PrintableText.width("漢字") == 4)
    #expect(PrintableText.width("e\u{301}x") == 2)
    #expect(PrintableText.width("") == 0)
  }

  @Test("Cut text is never wider than asked for", arguments: 0...14)
  func cut(cells: Int) {
    for text in ["roofline fma ×128", "漢字漢字漢字漢字", "short"] {
      for charset in TextCharset.allCases {
        #expect(PrintableText.width(PrintableText.truncated(text, to: cells, charset)) <= cells)
        #expect(PrintableText.width(PrintableText.shortened(text, to: cells, charset)) <= cells)
      }
    }
  }

  @Test("Names are cut in their middle")
  func middle() {
    #expect(PrintableText.shortened("roofline fma ×128", to: 12, .braille) == "roofl…a ×128")
  }
}
