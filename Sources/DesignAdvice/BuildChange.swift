import Quantities

/// One change of a kernel with what it does to the lowest ceiling over it.
package struct BuildChange: Hashable, Sendable {
  /// What changes, from what to what, e.g. `more units: 2 → 4`.
  package let title: String
  /// How many times as high the bound is.
  package let gain: Double
  /// The bound after the change, with the ceiling that then binds and how it follows.
  package let bound: BuildCeiling
  /// What the gain depends on and nothing here knows; phrases.
  package let provisos: [String]
}

/// A change that is not among those that help, and why.
package struct RefusedBuildChange: Hashable, Sendable {
  /// What would change.
  package let title: String
  /// Why it cannot be made, does not help or is not known to.
  package let reason: String
}

/// One quantity of a design that can be changed, with the values that are within the limits.
struct BuildLever {
  /// In the imperative of reports: `more units`.
  let title: String
  /// From least to most effort.
  var steps: [Step] = []
  /// What the gain depends on.
  var provisos: [String] = []
  /// Whether it changes what is computed from what, not how it is built.
  var isOfAlgorithm = false
  /// Why there are no values.
  var refusal: String?

  /// A value and the design with it.
  struct Step {
    /// From what to what.
    let words: String
    /// The changed design.
    let figures: BuildFigures
    /// Its intensity.
    let intensity: OperationalIntensity
  }
}
