import Quantities

/// One level of data caches, as far as the threads of a run use it.
package struct CacheLevel: Hashable, Sendable {
  /// 1 is nearest to the core.
  package var level: Int
  /// Bytes of one cache of the level.
  package var bytes: Int
  /// How many threads share each cache of the level that is used most, 1 or more.
  package var threads: Int
  /// How many caches of the level the threads use together, 1 or more.
  package var instances: Int

  /// Creates a level.
  package init(level: Int, bytes: Int, threads: Int, instances: Int) {
    self.level = level
    self.bytes = bytes
    self.threads = threads
    self.instances = instances
  }

  /// The name in the column `memory`: `l1`, `l2`, `l3`.
  package var name: String { "l\(level)" }
  /// Bytes of the level that one thread has to itself when all run.
  package var bytesPerThread: Int { bytes / max(1, threads) }

  /// A size as `/sys` writes it: `32K`, `1024K`, `32M`; `nil` for any other text.
  static func size(_ text: String) -> Int? {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = text.last.flatMap { shifts[$0] }
    guard let count = Int(shift == nil ? text : String(text.dropLast())), count > 0 else {
      return nil
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << (shift ?? 0))
    return overflow ? nil : bytes
  }

  /// The levels of caches that hold data, as some processors see them.
  ///
  /// Linux, Documentation/ABI/testing/sysfs-devices-system-cpu: `cache/index*/{level,type,size,
  /// shared_cpu_list}`.
  ///
  /// - Parameters:
  ///   - processors: Logical processors, one per thread of a run.
  ///   - files: Where they are described.
  /// - Returns: Levels from the core outwards; those without a size are left out.
  static func levels(of processors: [Int], _ files: HostFiles) -> [CacheLevel] {
    var levels: [Int: CacheLevel] = [:]
    var known: [Int: Set<[Int]>] = [:]
    for processor in processors {
      let folder = "/sys/devices/system/cpu/cpu\(processor)/cache"
      for index in files.entries(folder) where index.hasPrefix("index") {
        let path = "\(folder)/\(index)"
        guard files.line("\(path)/type") != "Instruction",
          let level = files.number("\(path)/level"), level > 0,
          let bytes = files.line("\(path)/size").flatMap(size)
        else { continue }
        let listed = files.line("\(path)/shared_cpu_list").flatMap(ProcessorList.numbers)
        let sharing = (listed ?? [processor]).filter(processors.contains)
        guard known[level, default: []].insert(sharing).inserted else { continue }
        // Of unequal caches the smallest share of a thread counts.
        let one = CacheLevel(
          level: level, bytes: bytes, threads: max(1, sharing.count), instances: 1)
        guard var all = levels[level] else {
          levels[level] = one
          continue
        }
        let count = all.instances + 1
        if one.bytesPerThread < all.bytesPerThread { all = one }
        all.instances = count
        levels[level] = all
      }
    }
    return levels.values.sorted { $0.level < $1.level }
  }
}
