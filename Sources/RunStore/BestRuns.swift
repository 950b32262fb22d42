import RooflineModel

/// Finds the design points that may make ceilings: the best of each board, kind and basis and those
/// too near to it to tell from columns.
struct BestRuns {
  private struct Key: Hashable {
    var board: String
    var kind: Ceiling.Kind
    var basis: CeilingBasis
  }

  /// Where a family's rates count: places of keys, or `nil`.
  private struct Places {
    var bandwidth: Int?
    var compute: Int?
  }

  /// How far the rate of a column may be from the exact one: some roundings.
  private static let rounding = 1e-12

  /// By board, each once, in ascending order.
  private(set) var indices: [String: [Int]] = [:]

  /// Looks at every design point twice.
  init(of runs: RunTable, limit: Int) {
    var keys: [Key: Int] = [:]
    let places = runs.families.map { Self.places(of: $0, &keys) }
    var best = [Double](repeating: 0, count: keys.count)
    Self.visit(runs, places) { _, place, rate in if rate > best[place] { best[place] = rate } }
    var found = [[Int]](repeating: [], count: keys.count)
    Self.visit(runs, places) { index, place, rate in
      guard rate >= best[place] * (1 - Self.rounding), found[place].count < limit else { return }
      found[place].append(index)
    }
    for (key, place) in keys { indices[key.board, default: []] += found[place] }
    for (board, all) in indices { indices[board] = Set(all).sorted() }
  }

  private static func places(of family: RunFamily, _ keys: inout [Key: Int]) -> Places {
    let kinds = [family.kinds.bandwidth, family.kinds.compute]
    let places = kinds.map { kind -> Int? in
      guard let kind else { return nil }
      let key = Key(board: family.board, kind: kind, basis: family.basis)
      let place = keys[key] ?? keys.count
      keys[key] = place
      return place
    }
    return Places(bandwidth: places[0], compute: places[1])
  }

  /// Calls back with index, place of the key and rate, for every rate that counts.
  private static func visit(
    _ runs: RunTable, _ places: [Places], _ use: (Int, Int, Double) -> Void
  ) {
    for (number, records) in runs.records.blocks.enumerated() {
      let families = runs.familyIDs.blocks[number]
      let start = number * BlockArray<RunRecord>.blockSize
      for offset in records.indices {
        let record = records[offset]
        let place = places[Int(families[offset])]
        if let bandwidth = place.bandwidth, record.bytesMoved > 0, !record.recomputes {
          use(start + offset, bandwidth, Double(record.bytesMoved) * record.rate)
        }
        if let compute = place.compute, record.operations > 0 {
          use(start + offset, compute, Double(record.operations) * record.rate)
        }
      }
    }
  }
}
