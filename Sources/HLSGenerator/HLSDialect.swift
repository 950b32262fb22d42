/// A language and tool that designs can be generated for.
public protocol HLSDialect: Sendable {
  /// The name on the command line, e.g. `vitis`; lower case, the same in every version.
  var name: String { get }

  /// How testbenches are built and run on this machine, without the dialect's tool where possible.
  var simulation: SimulationRecipe { get }

  /// Refuses a design that the tool cannot express.
  ///
  /// - Throws: ``GenerationError`` with every reason: kernel, feature and tool, and what to do.
  func validate(_ design: GeneratedDesign) throws(GenerationError)

  /// All files of a design, validated first, in the order in which they are listed to the user.
  ///
  /// An implementer guarantees: equal designs give equal bytes (no dates, no paths of this machine,
  /// no hash order); paths are relative, without `..`, and unique; every text ends with one newline;
  /// one of the files is `manifest.json`, another is a testbench that compares every element with a
  /// reference and fails when they differ.
  ///
  /// - Throws: ``GenerationError``.
  func files(for design: GeneratedDesign) throws -> [GeneratedFile]
}
