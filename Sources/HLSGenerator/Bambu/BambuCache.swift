import KernelIR
import Specs

/// The caches that stand between Bambu's circuit and its memory ports: the tool's only way to bursts,
/// and to a bus that is wider than an element.
///
/// A line is one word of the bus, 64 bytes, because that is the cache whose copies were measured. Caches
/// do not know of each other, so every bundle has its own, and every array its own way of it. Options
/// and their limits: PandA-bambu 2024.10, etc/clang_plugin/plugin_ASTAnalyzer.cpp; lines, ways and
/// policies reach IOb-Cache as they are.
struct BambuCache {
  /// Lines of every cache, over all its ways.
  let lines: Int
  let program: KernelProgram

  /// Bits of a line and of the bus.
  static let lineBits = 512

  /// The caches of a design; `nil` where it has none.
  init?(_ design: GeneratedDesign) {
    guard let lines = design.design.parameters[.cacheLines] else { return nil }
    self.lines = lines
    program = design.program
  }

  /// One pragma for every bundle of ports.
  var pragmas: [String] { bundles.map(pragma) }

  private var bundles: [String] {
    program.arrays.reduce(into: []) { if !$0.contains($1.port) { $0.append($1.port) } }
  }

  private func pragma(_ bundle: String) -> String {
    let arrays = program.arrays.filter { $0.port == bundle }
    let element =
      arrays.map { ($0.elementType ?? program.elementType).bits }.max() ?? program.elementType.bits
    var ways = 1
    while ways < arrays.count { ways *= 2 }
    let isWritten = arrays.contains(where: \.isWritten)
    return "pragma HLS cache bundle=\(bundle) line_count=\(max(lines, ways)) "
      + "line_size=\(Self.lineBits / element) bus_size=\(Self.lineBits) ways=\(ways) "
      + "num_write_outstanding=2 rep_policy=lru write_policy=\(isWritten ? "wb" : "wt")"
  }
}
