import Testing

@testable import HostRunner

@Suite("Which memory a working set lies in")
struct MemoryLevelsTests {
  private let levels = MemoryLevels(caches: [
    CacheLevel(level: 1, bytes: 32 << 10, threads: 1, instances: 2),
    CacheLevel(level: 2, bytes: 1 << 20, threads: 1, instances: 2),
    CacheLevel(level: 3, bytes: 32 << 20, threads: 2, instances: 1),
  ])

  @Test("Three quarters of a cache are in it, twice the one before are not there any more")
  func names() {
    let expected: [(Int, String)] = [
      (4 << 10, "l1"), (24 << 10, "l1"), (24 << 10 + 1, ""), (63 << 10, ""), (64 << 10, "l2"),
      (768 << 10, "l2"), (1 << 20, ""), (2 << 20, "l3"), (12 << 20, "l3"), (16 << 20, ""),
      (63 << 20, ""), (64 << 20, "dram"), (1 << 30, "dram"),
    ]
    for (bytes, name) in expected {
      #expect(levels.name(bytesPerThread: bytes) == name, "\(bytes)")
    }
  }

  @Test("Every memory has as many working sets as asked for, each of whole vectors of any array")
  func sets() {
    let sets = levels.workingSets(perLevel: 3, isGapless: false, most: 1 << 30)
    for name in ["l1", "l2", "l3"] {
      #expect(sets.filter { $0.name == name }.count >= 2, "\(name)")
    }
    #expect(sets.last?.name == "dram")
    #expect(sets.allSatisfy { $0.bytesPerThread % MemoryLevels.grain == 0 })
    #expect(sets.allSatisfy { !$0.name.isEmpty })
    let gapless = levels.workingSets(perLevel: 3, isGapless: true, most: 1 << 30)
    #expect(gapless.contains { $0.name.isEmpty })
    #expect(gapless.map(\.bytesPerThread) == gapless.map(\.bytesPerThread).sorted())
  }

  @Test("Without room for four times the last cache nothing is called dram")
  func small() {
    let sets = levels.workingSets(perLevel: 2, isGapless: true, most: 60 << 20)
    #expect(!sets.isEmpty)
    #expect(!sets.contains { $0.name == "dram" })
  }

  @Test("A cache that the one before nearly fills is no plateau of its own")
  func inseparable() {
    let near = MemoryLevels(caches: [
      CacheLevel(level: 1, bytes: 64 << 10, threads: 1, instances: 1),
      CacheLevel(level: 2, bytes: 128 << 10, threads: 1, instances: 1),
    ])
    #expect(
      !near.workingSets(perLevel: 3, isGapless: true, most: 1 << 30).contains { $0.name == "l2" })
  }
}
