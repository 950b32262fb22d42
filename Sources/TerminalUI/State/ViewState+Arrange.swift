import Foundation
import RooflineModel
import RunStore

extension ViewState {
  /// Up to this many rows the table is arranged at once, beyond it in the background.
  static let arrangedAtOnce = 20_000

  /// What the table should be made from.
  var wantedArrangement: ArrangeRequest {
    ArrangeRequest(filter: filter, sort: sort, rowCount: data.rowCount)
  }

  /// Arranges the table anew; in the background when there are many rows.
  ///
  /// - Returns: The effect that is needed for that.
  @discardableResult
  mutating func rearrange(isForced: Bool = false) -> [ViewEffect] {
    let wanted = wantedArrangement
    guard data.rowCount > Self.arrangedAtOnce else {
      arrange(wanted, RowArrangement.rows(of: data, wanted))
      return []
    }
    guard isForced || arranging != wanted else { return [] }
    arranging = wanted
    return [.arrange(wanted)]
  }

  /// What has to be done outside before the first event: creating a state only asks for it.
  package var openingEffects: [ViewEffect] {
    (arranging.map { [.arrange($0)] } ?? []) + (selection.map { [.inspect($0)] } ?? [])
  }

  /// Takes over an arrangement.
  mutating func arrange(_ request: ArrangeRequest, _ rows: [RowID]) {
    if arranging == request { arranging = nil }
    order = rows
    places = rows.map { data.place(of: $0).map { SIMD2(Float($0.x), Float($0.y)) } ?? .zero }
    let match = RowMatch(request.filter, data)
    shownKernels = data.kernels.indices.filter(match.matches(kernel:)).map(RowID.kernel)
    arranged = request
    if selection == nil { selection = rows.first }
    showSelection()
  }

  /// Whether the table shows something else than was asked for.
  package var isArranging: Bool { arranging != nil }

  /// The place of the selected row in the table.
  var selectedPlace: Int? {
    guard let selection else { return nil }
    if order.indices.contains(top), let near = order[top...].prefix(2000).firstIndex(of: selection)
    {
      return near
    }
    return order.firstIndex(of: selection)
  }

  /// Selects the row some places further.
  mutating func select(by distance: Int) -> [ViewEffect] {
    guard !order.isEmpty else { return [] }
    let start = selectedPlace ?? (distance > 0 ? -1 : order.count)
    let (sum, overflow) = start.addingReportingOverflow(distance)
    let place = overflow ? (distance > 0 ? order.count - 1 : 0) : sum
    return select(order[min(max(0, place), order.count - 1)])
  }

  /// Selects a row and asks what is known of it.
  mutating func select(_ row: RowID) -> [ViewEffect] {
    guard selection != row || detail?.row != row else { return [] }
    selection = row
    detailTop = 0
    showSelection()
    return [.inspect(row)]
  }

  /// Moves the table so that the selected row is on the screen.
  mutating func showSelection() {
    let shown = tableRowsOnScreen
    top = min(max(0, top), max(0, order.count - shown))
    guard shown > 0, let place = selectedPlace else { return }
    if place < top { top = place }
    if place >= top + shown { top = place - shown + 1 }
  }

  /// Rows of the table that fit on the screen.
  var tableRowsOnScreen: Int {
    guard let area = layout.panels[.runs] else { return 0 }
    return max(0, RunsPanel.bodyRows(of: area))
  }
}

/// Chooses and orders rows.
package enum RowArrangement {
  /// The rows that a filter lets through, in order.
  ///
  /// Takes time in proportion to the rows, and n log n to sort them.
  package static func rows(of data: ViewData, _ request: ArrangeRequest) -> [RowID] {
    let match = RowMatch(request.filter, data)
    var rows: [RowID] = []
    rows.reserveCapacity(data.rowCount)
    for index in data.kernels.indices where match.matches(kernel: index) {
      rows.append(.kernel(index))
    }
    for index in 0..<data.snapshot.runs.count where match.matches(run: index) {
      rows.append(.run(index))
    }
    return sorted(rows, data, request.sort)
  }

  private static func sorted(_ rows: [RowID], _ data: ViewData, _ sort: RowSort) -> [RowID] {
    switch sort.column {
    case .file: return sort.isReversed ? rows.reversed() : rows
    case .name: return byName(rows, data, sort.isReversed)
    case .intensity: return by(rows, sort.isReversed) { data.place(of: $0)?.x }
    case .throughput: return by(rows, sort.isReversed) { data.place(of: $0)?.y }
    case .share:
      let shares = BoundShares(data)
      return by(rows, sort.isReversed) { shares.share(of: $0) }
    }
  }

  /// Ascending, rows without a value last; equal ones stay as in the files.
  private static func by(
    _ rows: [RowID], _ isReversed: Bool, value: (RowID) -> Double?
  ) -> [RowID] {
    let keyed = rows.enumerated().map {
      (offset: $0.offset, row: $0.element, value: value($0.element))
    }
    return keyed.sorted { first, second in
      switch (first.value, second.value) {
      case (let a?, let b?) where a != b: isReversed ? a > b : a < b
      case (nil, _?): false
      case (_?, nil): true
      default: first.offset < second.offset
      }
    }.map(\.row)
  }

  private static func byName(_ rows: [RowID], _ data: ViewData, _ isReversed: Bool) -> [RowID] {
    let keyed = rows.enumerated().map {
      (offset: $0.offset, row: $0.element, name: data.name(of: $0.element))
    }
    return keyed.sorted { first, second in
      if first.name != second.name {
        return isReversed ? first.name > second.name : first.name < second.name
      }
      return first.offset < second.offset
    }.map(\.row)
  }
}
