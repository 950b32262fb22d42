/// Lists of logical processors as Linux writes them: `0-3,8,10-11`.
package enum ProcessorList {
  /// More processors than any machine has; a longer list is a mistake.
  private static let most = 1 << 16

  /// The numbers in a list, ascending, each once; `nil` for a text that is none.
  package static func numbers(_ text: String) -> [Int]? {
    var all: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
        .map { Int($0.filter { $0 != " " }) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
        first >= 0, first <= last, last < most
      else { return nil }
      all.formUnion(first...last)
    }
    return all.sorted()
  }

  /// The list of some numbers, in the shortest form.
  package static func text(_ numbers: [Int]) -> String {
    var spans: [(first: Int, last: Int)] = []
    for number in Set(numbers).sorted() {
      if let span = spans.last, span.last == number - 1 {
        spans[spans.count - 1].last = number
      } else {
        spans.append((number, number))
      }
    }
    return spans.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }
      .joined(separator: ",")
  }
}
