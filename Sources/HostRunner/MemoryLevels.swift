import Foundation

/// Which working sets say something about which memory, by the sizes of the caches.
package struct MemoryLevels: Sendable {
  /// A working set of a run.
  package struct WorkingSet: Hashable, Sendable {
    /// Bytes of each thread.
    package var bytesPerThread: Int
    /// `l1`, `l2`, …, `dram`, or empty between two of them.
    package var name: String
  }

  /// The caches, from the core outwards.
  package let caches: [CacheLevel]
  /// The largest share of a cache that data take of which a run says that they lie in it: the stack,
  /// the page tables and other programs need some room, too.
  static let share = 0.75
  /// So many times a cache must not hold what is read before the next memory is measured.
  static let beyond = 2
  /// So many times the last cache a working set must be for the memory behind it, as STREAM demands.
  package static let beyondLast = 4
  /// Working sets are whole numbers of these, so that every array is whole vectors.
  package static let grain = 12_288

  /// Uses some caches.
  package init(caches: [CacheLevel]) { self.caches = caches }

  /// The memory that a working set lies in; empty for one that no single memory serves alone.
  ///
  /// A set lies in the nearest cache that has room for it (three quarters, shared among threads),
  /// unless a part of it that counts would lie in the cache before: it must be twice as large as
  /// that. What is four times the last cache or larger lies in `dram`.
  package func name(bytesPerThread: Int) -> String {
    var before = 0
    for cache in caches {
      let room = Int(Double(cache.bytesPerThread) * Self.share)
      if bytesPerThread <= room {
        return bytesPerThread >= before * Self.beyond ? cache.name : ""
      }
      before = cache.bytesPerThread
    }
    return bytesPerThread >= before * Self.beyondLast ? "dram" : ""
  }

  /// Working sets for every memory and between them.
  ///
  /// - Parameters:
  ///   - perLevel: How many for each memory, 1 or more.
  ///   - isGapless: Whether there are some between memories, too.
  ///   - most: The largest working set of a thread.
  /// - Returns: Ascending, each a multiple of ``grain``; none for a memory that does not fit.
  package func workingSets(perLevel: Int, isGapless: Bool, most: Int) -> [WorkingSet] {
    var sizes: Set<Int> = []
    var before = 0
    for cache in caches {
      let largest = Int(Double(cache.bytesPerThread) * Self.share)
      let smallest = max(before * Self.beyond, largest / 4)
      if smallest <= largest { sizes.formUnion(Self.between(smallest, largest, perLevel)) }
      if isGapless { sizes.formUnion([cache.bytesPerThread, cache.bytesPerThread * 3 / 2]) }
      before = cache.bytesPerThread
    }
    let far = before > 0 ? before * Self.beyondLast : 256 << 20
    if isGapless { sizes.insert(before * 2) }
    sizes.insert((far + Self.grain - 1) / Self.grain * Self.grain)
    return Set(sizes.map { max(Self.grain, $0 / Self.grain * Self.grain) })
      .filter { $0 <= most }.sorted()
      .map { WorkingSet(bytesPerThread: $0, name: name(bytesPerThread: $0)) }
  }

  /// Some sizes from one end to the other in equal ratios; the upper end only for one.
  private static func between(_ low: Int, _ high: Int, _ count: Int) -> [Int] {
    guard count > 1, low > 0, low < high else { return [high] }
    let ratio = Double(high) / Double(low)
    return (0..<count).map { step in
      let share = Double(step) / Double(count - 1)
      return Int(Double(low) * pow(ratio, share))
    }
  }
}
