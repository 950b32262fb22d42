/// Orders valid names by their likeness to one that is not valid, for messages to the user.
package enum NearestNames {
  /// All names, those with the fewest edits to `name` first, equal ones in alphabetical order.
  ///
  /// - Parameters:
  ///   - names: The valid names.
  ///   - name: What the user wrote; only its first 64 characters count.
  /// - Returns: The same names in the order in which they are worth showing.
  package static func sorted(_ names: [String], to name: String) -> [String] {
    let wanted = Array(name.lowercased().prefix(64))
    return
      names
      .map { (name: $0, distance: distance(Array($0.lowercased().prefix(64)), wanted)) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .map(\.name)
  }

  /// Insertions, deletions and replacements that turn one text into the other (Levenshtein).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for column in right.indices {
        let replaced = previous[column] + (character == right[column] ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[right.count]
  }
}
