import Foundation
package import Quantities

/// The machine that this process runs on, as far as measurements depend on it.
package struct HostMachine: Hashable, Sendable {
  /// The processor's name; empty when not told.
  package var model = ""
  /// Logical processors that a run pins its threads to: one per core that this process may use.
  package var processors: [Int] = []
  /// Logical processors that this process may use.
  package var allowed: [Int] = []
  /// Sockets with such processors; `nil` when not told.
  package var sockets: Int?
  /// Memory nodes with such processors; `nil` when not told.
  package var memoryNodes: Int?
  /// Caches as the threads of a run see them, from the core outwards.
  package var caches: [CacheLevel] = []
  /// Widest vectors.
  package var vectors = VectorUnit(name: "", bytes: 16, registers: 16, hasHalf: false)
  /// `always`, `madvise` or `never`; `nil` when not told.
  package var hugePages: String?
  /// Memory that programs can still get; `nil` when not told.
  package var availableMemory: ByteCount?

  /// Creates an unknown machine.
  package init() {}

  /// Reads what Linux tells of the machine.
  ///
  /// Sources: proc(5) for `/proc/cpuinfo`, `/proc/self/status`, `/proc/meminfo`;
  /// Documentation/ABI/stable/sysfs-devices-system-cpu and -node, and
  /// Documentation/admin-guide/mm/transhuge.rst of Linux for `/sys`.
  package init(_ files: HostFiles) {
    let cpuinfo = files.contents("/proc/cpuinfo") ?? ""
    model = HostFiles.value(of: "model name", in: cpuinfo) ?? ""
    vectors = VectorUnit.unit(cpuinfo: cpuinfo)
    allowed = Self.allowed(files, cpuinfo)
    processors = Self.onePerCore(allowed, files)
    caches = CacheLevel.levels(of: processors, files)
    sockets = Self.distinct(processors) {
      files.number("/sys/devices/system/cpu/cpu\($0)/topology/physical_package_id")
    }
    memoryNodes = Self.nodes(of: processors, files)
    hugePages = files.line("/sys/kernel/mm/transparent_hugepage/enabled")?
      .split(separator: " ").first { $0.hasPrefix("[") }.map { String($0.dropFirst().dropLast()) }
    availableMemory = files.value(of: "MemAvailable", in: "/proc/meminfo")?
      .split(separator: " ").first.flatMap { Int($0) }
      .flatMap { $0 >= 0 && $0 < 1 << 50 ? ByteCount.kibibytes($0) : nil }
  }

  private static func allowed(_ files: HostFiles, _ cpuinfo: String) -> [Int] {
    let listed = files.value(of: "Cpus_allowed_list", in: "/proc/self/status")
      .flatMap(ProcessorList.numbers)
    if let listed, !listed.isEmpty { return listed }
    let counted = cpuinfo.split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("processor") }.count
    return Array(0..<max(1, counted))
  }

  /// The first allowed processor of every core: two threads of a core share its units.
  private static func onePerCore(_ allowed: [Int], _ files: HostFiles) -> [Int] {
    var taken: Set<Int> = []
    return allowed.filter { processor in
      let path = "/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list"
      let siblings = files.line(path).flatMap(ProcessorList.numbers) ?? [processor]
      defer { taken.formUnion(siblings) }
      return !taken.contains(processor)
    }
  }

  private static func distinct(_ processors: [Int], _ number: (Int) -> Int?) -> Int? {
    let found = Set(processors.compactMap(number))
    return found.isEmpty ? nil : found.count
  }

  private static func nodes(of processors: [Int], _ files: HostFiles) -> Int? {
    let folder = "/sys/devices/system/node"
    let nodes = files.entries(folder).filter {
      $0.hasPrefix("node") && Int($0.dropFirst(4)) != nil
    }
    guard !nodes.isEmpty else { return nil }
    return nodes.filter { node in
      let own = files.line("\(folder)/\(node)/cpulist").flatMap(ProcessorList.numbers) ?? []
      return own.contains(where: processors.contains)
    }.count
  }
}

extension HostMachine {
  /// The machine in a few lines for people.
  package var summary: [String] {
    let cores = processors.count == 1 ? "1 core" : "\(processors.count) cores"
    var first = [model, "\(cores) (one thread each)"]
    if let sockets { first.append(sockets == 1 ? "1 socket" : "\(sockets) sockets") }
    if let memoryNodes {
      first.append(memoryNodes == 1 ? "1 memory node" : "\(memoryNodes) memory nodes")
    }
    first.append("\(vectors.name), \(vectors.bytes * 8) bits")
    let levels = caches.map { cache in
      let shared = cache.threads == 1 ? "per core" : "shared by \(cache.threads)"
      return "\(cache.name) \(ByteCount(cache.bytes)) \(shared)"
    }
    let pages = hugePages.map { ["huge pages: \($0)"] } ?? []
    return [
      first.filter { !$0.isEmpty }.joined(separator: ", "),
      (levels + pages).joined(separator: ", "),
    ].filter { !$0.isEmpty }
  }
}
