import KernelIR
import Specs

/// Every name of a kernel file that generated code cannot use.
struct NameCheck {
  let names: KernelNames
  /// Words that the dialect's language and printer need beside those of C++.
  let reserved: [String]

  private var program: KernelProgram { names.program }

  /// Names of a kernel file become names of C++; each may mean one thing only.
  var reasons: [String] {
    var reasons: [String] = []
    var taken = Set(CReservedNames.words + reserved)
    let own =
      program.sizes + program.streams.map(\.name) + program.buffers.map(\.name)
      + program.processes.map(\.name) + program.processes.flatMap { $0.loops.map(\.counter) }
      + program.body.flatMap(\.counters)
      + program.buffers.filter(names.isDelayLine).map { names.delayPlace($0.name) }
    taken.formUnion(own)
    let values = Set(program.processes.flatMap { $0.body + $0.epilogue }.flatMap(\.valueNames))
    taken.formUnion(values.flatMap { ["\($0)_beat", "\($0)_word"] })
    let given = [program.name] + program.arrays.map(\.name) + program.scalars.map(\.name)
    for name in given {
      if !CReservedNames.isIdentifier(name) {
        reasons.append("`\(name)` is not a C identifier; rename it in the kernel file")
      } else if !taken.insert(name).inserted || (isScalar(name) && values.contains(name))
        || KernelExpression.isTemporary(name)
      {
        reasons.append(
          "the name `\(name)` already means something in the generated code; rename it in the "
            + "kernel file")
      }
    }
    return reasons
  }

  private func isScalar(_ name: String) -> Bool { program.scalars.contains { $0.name == name } }
}

extension Statement {
  /// The value that a statement sets, if it sets one.
  fileprivate var valueNames: [String] {
    switch self {
    case .read(_, let into, _), .load(_, _, let into), .fetch(_, _, let into, _),
      .pick(_, _, _, let into), .map(let into, _, _), .chain(let into, _, _),
      .follow(_, _, _, _, let into), .loadDrawn(_, _, let into), .gather(_, _, let into, _),
      .delay(_, _, let into), .join(let into, _), .array(let into, _, _, _),
      .lookUp(_, _, _, let into):
      [into]
    case .write, .store, .keep, .scatter, .draw, .storeDrawn: []
    }
  }
}

/// Names that generated C++ cannot give to arguments.
enum CReservedNames {
  /// Keywords of C++14, type names of the headers, and names that the printers use themselves.
  static let words: [String] =
    """
    alignas alignof and asm auto bitand bitor bool break case catch char class compl const constexpr
    const_cast continue decltype default delete do double dynamic_cast else enum explicit export
    extern false float for friend goto if inline int long mutable namespace new noexcept not nullptr
    operator or private protected public register reinterpret_cast return short signed sizeof static
    static_assert static_cast struct switch template this throw true try typedef typeid typename
    union unsigned using virtual void volatile wchar_t while xor main
    size_t uint8_t uint16_t uint32_t uint64_t half hls std element_t beat_t LANES lane word
    iteration iterations run_chain scramble stage product even odd result LARGE_MEMORY
    drawn kept ran part place tiles every_tile all_tiles tile_number
    run_dataflow index_beat_t copy number word_t index_word_t port_word port_lane
    """.split { $0.isWhitespace }.map(String.init)

  /// Whether a name consists of letters, digits and underscores of ASCII and starts with no digit.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
    }
  }
}
