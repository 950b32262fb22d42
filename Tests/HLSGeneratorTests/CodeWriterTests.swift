import Testing

@testable import HLSGenerator

@Suite("Lines of code")
struct CodeWriterTests {
  @Test("Blocks indent, directives stay at the margin, empty lines have no blanks")
  func layout() {
    var writer = CodeWriter()
    writer.block("void f() {") { writer in
      writer.directive("pragma HLS INLINE")
      writer.block("if (x) {") { $0.line("y();") }
      writer.line()
    }
    #expect(
      writer.text == """
        void f() {
        #pragma HLS INLINE
          if (x) {
            y();
          }

        }

        """)
  }

  @Test("Comments wrap at words and keep every word")
  func wrapping() {
    var writer = CodeWriter()
    let words = (0..<60).map { "word\($0)" }
    writer.indented { $0.comment(words.joined(separator: " ")) }
    let lines = writer.text.split(separator: "\n")
    #expect(lines.count > 1 && lines.allSatisfy { $0.count <= 100 && $0.hasPrefix("  // ") })
    #expect(lines.flatMap { $0.dropFirst(5).split(separator: " ") }.map(String.init) == words)
  }

  @Test("A comment never continues on the next line by a backslash")
  func backslash() {
    var writer = CodeWriter()
    writer.comment("ends badly \\ \\\nnext\n\nlast")
    #expect(writer.text == "// ends badly\n// next\n//\n// last\n")
  }
}
