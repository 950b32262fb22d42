package import RooflineModel

/// A quantity that what-if can change.
package enum WhatIfField: String, Hashable, Sendable, CaseIterable {
  case clock
  case lanes
  case computeUnits = "compute units"
  case channels
  case bytes
  case operations
}

/// A value of what-if: what it is and what it would be.
package struct WhatIfValue: Hashable, Sendable {
  /// The quantity.
  package var field: WhatIfField
  /// As the row has it, in base units.
  package var original: Double
  /// As it would be.
  package var value: Double

  /// Creates a value that is not changed.
  package init(_ field: WhatIfField, _ original: Double) {
    self.field = field
    self.original = original
    value = original
  }

  /// Whether it is changed.
  package var isChanged: Bool { value != original }
}

/// What is asked: a row with changed values.
package struct WhatIfRequest: Hashable, Sendable {
  /// The row.
  package var row: RowID
  /// Its values.
  package var values: [WhatIfValue]
}

/// What would be.
package struct WhatIfAnswer: Hashable, Sendable {
  /// What was asked.
  package var request: WhatIfRequest
  /// The row as it would be; `nil` when it cannot be built, see `problem`.
  package var point: RooflinePoint?
  /// Ceilings of the changed design.
  package var ceilings: [Ceiling]
  /// What it would bring, in sentences.
  package var sentences: [String]
  /// Why there is no point; empty when there is one.
  package var problem: String

  /// Creates an answer.
  package init(
    request: WhatIfRequest, point: RooflinePoint? = nil, ceilings: [Ceiling] = [],
    sentences: [String] = [], problem: String = ""
  ) {
    self.request = request
    self.point = point
    self.ceilings = ceilings
    self.sentences = sentences
    self.problem = problem
  }
}

/// The what-if panel.
package struct WhatIfState: Hashable, Sendable {
  /// The row that is changed.
  package var row: RowID
  /// What can be changed; empty until it is known.
  package var values: [WhatIfValue] = []
  /// The value that left and right change.
  package var index = 0
  /// The last answer; stale while its request is another one.
  package var answer: WhatIfAnswer?
  /// Why nothing can be changed; empty when something can.
  package var problem = ""

  /// What is asked now.
  package var request: WhatIfRequest { WhatIfRequest(row: row, values: values) }

  /// Whether the shown answer belongs to other values than the shown ones.
  package var isStale: Bool { answer.map { $0.request != request } ?? !values.isEmpty }
}
