/// Something that can be timed by name.
struct BenchmarkCase {
  /// What `--only` calls it.
  let name: String
  /// What it does, in a line.
  let summary: String
  /// Whether it is left out unless `--only` names it.
  var isOnlyByName = false
  /// Runs it as often as its ``Repetition`` says.
  ///
  /// Throws when what it needs is missing or a run fails.
  let measure: () throws -> [BenchmarkFigure]
}
