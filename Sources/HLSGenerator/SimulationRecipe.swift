/// How the testbench of a design is built and run on this machine.
public struct SimulationRecipe: Hashable, Sendable {
  /// A language of the C family, which decides the compilers that are looked for.
  public enum Language: String, Sendable {
    /// C11.
    case c
    /// C++14.
    case cpp
  }

  /// What the sources are written in.
  public var language: Language
  /// Flags beside those for warnings and rounding.
  public var flags: [String]
  /// Libraries, after the sources.
  public var libraries: [String]
  /// What the testbench is called with.
  public var arguments: [String]

  /// Creates a recipe.
  public init(
    language: Language, flags: [String] = [], libraries: [String] = [], arguments: [String] = []
  ) {
    self.language = language
    self.flags = flags
    self.libraries = libraries
    self.arguments = arguments
  }

  /// Flags that every generated design compiles with, without a single warning.
  var allFlags: [String] {
    [
      language == .c ? "-std=c11" : "-std=c++14", "-Wall", "-Wextra", "-Werror",
      "-Wno-unknown-pragmas", "-ffp-contract=off",
    ] + flags
  }
}
