@testable import HostRunner

/// A machine made of words: what some files of it say.
func machineFiles(_ files: [String: String]) -> HostFiles {
  HostFiles(
    contents: { files[$0] },
    entries: { folder in
      let below = files.keys.filter { $0.hasPrefix(folder + "/") }
      return Array(
        Set(below.compactMap { $0.dropFirst(folder.count + 1).split(separator: "/").first })
      ).map(String.init)
    })
}

/// Parts of machines, as their files were read.
enum RecordedMachines {
  /// A cache of one processor.
  static func cache(
    _ processor: Int, _ index: Int, level: Int, type: String, size: String, shared: String
  ) -> [String: String] {
    let folder = "/sys/devices/system/cpu/cpu\(processor)/cache/index\(index)"
    return [
      "\(folder)/level": "\(level)\n", "\(folder)/type": "\(type)\n", "\(folder)/size": "\(size)\n",
      "\(folder)/shared_cpu_list": "\(shared)\n",
    ]
  }

  /// Two cores of an EPYC (Zen 4) in a virtual machine.
  static let epyc: [String: String] = {
    var files = [
      "/proc/cpuinfo": """
      processor\t: 0
      model name\t: AMD EPYC
      flags\t\t: fpu sse sse2 avx f16c avx2 avx512f avx512dq avx512bw avx512vl

      processor\t: 1
      model name\t: AMD EPYC
      flags\t\t: fpu sse sse2 avx f16c avx2 avx512f avx512dq avx512bw avx512vl

      """,
      "/proc/self/status": "Name:\tcat\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n",
      "/proc/meminfo": "MemTotal:       24549676 kB\nMemAvailable:   24000000 kB\n",
      "/sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
      "/sys/devices/system/node/node0/cpulist": "0-1\n",
      "/sys/devices/system/node/online": "0\n",
    ]
    for processor in 0...1 {
      let topology = "/sys/devices/system/cpu/cpu\(processor)/topology"
      files["\(topology)/physical_package_id"] = "0\n"
      files["\(topology)/thread_siblings_list"] = "\(processor)\n"
      let own = "\(processor)"
      files.merge(cache(processor, 0, level: 1, type: "Data", size: "32K", shared: own)) { $1 }
      files.merge(cache(processor, 1, level: 1, type: "Instruction", size: "32K", shared: own)) {
        $1
      }
      files.merge(cache(processor, 2, level: 2, type: "Unified", size: "1024K", shared: own)) {
        $1
      }
      files.merge(cache(processor, 3, level: 3, type: "Unified", size: "32768K", shared: "0-1")) {
        $1
      }
    }
    return files
  }()
}
