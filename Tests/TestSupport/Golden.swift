import Foundation

/// Compares text with a golden file next to the test: `Golden/<name>` beside the test's source.
///
/// With `RECORD_GOLDENS=1` the file is rewritten *and the comparison still fails*, so that the
/// difference is looked at before it is committed.
public struct Golden {
  /// What a comparison found; `nil` difference means equal.
  public static func difference(
    _ text: String, _ name: String, testFile: String = #filePath
  ) -> String? {
    let directory = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    let file = directory.appendingPathComponent("Golden").appendingPathComponent(name)
    let expected = try? String(contentsOf: file, encoding: .utf8)
    if expected == text { return nil }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      return record(text, in: file)
    }
    guard let expected else {
      return "Golden/\(name) does not exist; run RECORD_GOLDENS=1 swift test and read it"
    }
    return firstDifference(expected, text, name)
  }

  private static func record(_ text: String, in file: URL) -> String {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      return "recorded \(file.lastPathComponent): read it, then run the tests again"
    } catch {
      return "cannot record \(file.lastPathComponent): \(error)"
    }
  }

  private static func firstDifference(_ expected: String, _ found: String, _ name: String)
    -> String
  {
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = found.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(left, right).prefix { $0 == $1 }.count
    let golden = line < left.count ? String(left[line]) : "(end of file)"
    let actual = line < right.count ? String(right[line]) : "(end of text)"
    return """
      differs from Golden/\(name) in line \(line + 1)
      golden: \(golden)
      found:  \(actual)
      """
  }
}
