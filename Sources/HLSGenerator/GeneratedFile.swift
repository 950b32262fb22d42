/// A text file of a generated design.
public struct GeneratedFile: Hashable, Sendable {
  /// Where it belongs, relative to the folder of the design, with `/`.
  public var path: String
  /// The whole text.
  public var contents: String

  /// Creates a file; nothing is written yet.
  public init(path: String, contents: String) {
    self.path = path
    self.contents = contents
  }
}
