import Measurements

/// What the model says about one fact.
package struct ValidationResult: Hashable, Sendable {
  /// Whether the fact was compared.
  package enum Status: String, Hashable, Sendable {
    /// Modelled and compared.
    case ok
    /// The model, the kernels or the boards cannot express it yet.
    case unsupported
    /// The row is wrong or the model failed on it.
    case failed
  }

  /// The fact.
  package var fact: ValidationFact
  /// Whether it was compared.
  package var status: Status
  /// The model's value in the base unit of the quantity; `nil` unless compared.
  package var predicted: Double?
  /// The reason when it was not compared.
  package var reason: String
  /// What the model does differently from the row.
  package var remarks: [String]

  /// Creates a result.
  package init(
    fact: ValidationFact, status: Status, predicted: Double? = nil, reason: String = "",
    remarks: [String] = []
  ) {
    self.fact = fact
    self.status = status
    self.predicted = predicted
    self.reason = reason
    self.remarks = remarks
  }

  /// `(predicted / measured − 1) · 100`; positive when the model promises more.
  package var errorPercent: Double? { predicted.map { ($0 / fact.value - 1) * 100 } }

  /// Whether the row names a tolerance and the error is larger.
  package var exceedsTolerance: Bool {
    guard let tolerance = fact.tolerancePercent, let error = errorPercent else { return false }
    return abs(error) > tolerance
  }

  /// Why it was not compared, or what to know about the comparison.
  package var message: String {
    guard reason.isEmpty else { return reason }
    let verdict =
      exceedsTolerance
      ? ["the error exceeds the tolerance of \(CSVWriter.number(fact.tolerancePercent ?? 0)) %"]
      : []
    return (verdict + remarks).joined(separator: "; ")
  }

  /// Columns of the machine-readable table.
  package static let header = [
    "id", "predicted", "measured", "error_percent", "status", "message",
  ]

  /// One field per column of ``header``; unknown is empty.
  package var cells: [String] {
    [
      fact.id, predicted.map(CSVWriter.number) ?? "", CSVWriter.number(fact.value),
      errorPercent.map(CSVWriter.number) ?? "", status.rawValue, message,
    ]
  }
}
