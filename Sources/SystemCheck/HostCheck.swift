import Foundation

/// Programs and settings of the host that other parts of Ferrule need.
struct HostCheck<System: SystemProbe> {
  let system: System

  var findings: [Finding] { [compiler, syntaxTree, hugePages].compactMap(\.self) }

  private var compiler: Finding {
    let own = system.environment["CXX"].map { [$0] } ?? []
    guard let program = system.located(own + ["g++", "clang++"]) else {
      return Finding(
        "C++ compiler", .warning, "neither $CXX nor g++ nor clang++ is in PATH",
        advice: "generate --check, emulate and xclbin make need one: apt-get install g++")
    }
    return Finding("C++ compiler", .fine, program)
  }

  private var syntaxTree: Finding {
    guard let program = system.located(["clang"]) else {
      return Finding(
        "clang", .note, "not in PATH",
        advice: "xclbin make --source reads kernels with it: apt-get install clang")
    }
    return Finding("clang", .fine, program)
  }

  /// Buffers in host memory need them; buffers on the card do not.
  private var hugePages: Finding? {
    guard let text = system.contents("/proc/meminfo") else { return nil }
    let fields = text.split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("HugePages_Total:") }?.split(separator: " ")
    guard let count = fields?.last.flatMap({ Int($0) }) else { return nil }
    if count > 0 { return Finding("huge pages", .fine, "\(count) reserved") }
    return Finding(
      "huge pages", .note, "none reserved; kernels that reach into host memory need some",
      advice: "for HOST[0] ports only: sysctl vm.nr_hugepages=64, then sudo xbutil configure "
        + "--host-mem -d BDF --size 64M enable")
  }
}
