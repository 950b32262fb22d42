import Measurements

/// What all results of a validation say together; does not depend on their order.
package struct ValidationSummary: Hashable, Sendable {
  /// Rows that were compared.
  package let compared: Int
  /// Middle of the absolute errors in per cent; `nil` when nothing was compared.
  package let medianPercent: Double?
  /// 90th percentile of the absolute errors in per cent, interpolated linearly.
  package let ninetiethPercent: Double?
  /// Largest absolute error in per cent.
  package let largestPercent: Double?
  /// The rows with the largest absolute error, in alphabetical order; more than one when equal.
  package let largestIDs: [String]
  /// Rows whose error exceeds their own tolerance, in alphabetical order.
  package let exceeding: [String]
  /// Rows that are far off without a remark of their own that says why, in alphabetical order; see
  /// ``farOffPercent``.
  package let unexplained: [String]
  /// Reasons for rows that were not compared, each with its rows; most rows first.
  package let omissions: [Omission]

  /// From this absolute error on, in per cent, a row should say why.
  package static let farOffPercent = 25.0

  /// Rows that were not compared for the same reason.
  package struct Omission: Hashable, Sendable {
    /// Unsupported or failed.
    package let status: ValidationResult.Status
    /// The reason in words.
    package let reason: String
    /// The rows, in alphabetical order.
    package let ids: [String]
  }

  /// Summarises results.
  package init(_ results: [ValidationResult]) {
    let errors = results.compactMap { result in
      result.errorPercent.map { (id: result.fact.id, size: abs($0)) }
    }
    let statistics = SampleStatistics(errors.map(\.size))
    let largest = statistics?.sorted.last
    compared = errors.count
    medianPercent = statistics?.median
    ninetiethPercent = statistics?.quantile(0.9)
    largestPercent = largest
    largestIDs = errors.filter { $0.size == largest }.map(\.id).sorted()
    exceeding = results.filter(\.exceedsTolerance).map(\.fact.id).sorted()
    unexplained =
      results.filter { result in
        result.fact.remark.isEmpty
          && result.errorPercent.map { abs($0) > Self.farOffPercent } ?? false
      }.map(\.fact.id).sorted()
    omissions = Self.omissions(in: results)
  }

  /// Number of rows with a status, among those that were not compared.
  package func count(_ status: ValidationResult.Status) -> Int {
    omissions.filter { $0.status == status }.reduce(0) { $0 + $1.ids.count }
  }

  private static func omissions(in results: [ValidationResult]) -> [Omission] {
    let groups = Dictionary(grouping: results.filter { $0.status != .ok }) {
      [$0.status.rawValue, $0.reason]
    }
    return groups.values.compactMap { group in
      guard let first = group.first else { return nil }
      return Omission(
        status: first.status, reason: first.reason, ids: group.map(\.fact.id).sorted())
    }.sorted {
      $0.ids.count != $1.ids.count ? $0.ids.count > $1.ids.count : $0.reason < $1.reason
    }
  }
}
