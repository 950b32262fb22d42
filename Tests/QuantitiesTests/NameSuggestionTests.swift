import TestSupport
import Testing

@testable import Quantities

@Suite("Nearest names")
struct NameSuggestionTests {
  @Test("The name with the fewest edits comes first, equal ones in alphabetical order")
  func order() {
    #expect(NearestNames.sorted(["u50", "u250", "u280"], to: "u28") == ["u280", "u250", "u50"])
    #expect(NearestNames.sorted(["b", "a"], to: "") == ["a", "b"])
    #expect(NearestNames.sorted(["clock", "part"], to: "CLOK") == ["clock", "part"])
  }

  @Test("The distance is a metric", arguments: [3, 7, 31] as [UInt64])
  func metric(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let words = (0..<3).map { _ in
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
          "abc".randomElement(using: &generator) ?? "a"
        }
      }
      let direct = NearestNames.distance(words[0], words[2])
      let detour =
        NearestNames.distance(words[0], words[1]) + NearestNames.distance(words[1], words[2])
      #expect(direct <= detour)
      #expect(direct == NearestNames.distance(words[2], words[0]))
      #expect((direct == 0) == (words[0] == words[2]))
    }
  }
}
