import KernelIR
import Specs

/// Names of parts of the generated code that several printers must agree on.
struct KernelNames {
  let design: GeneratedDesign
  /// What the dialect writes in.
  let language: any KernelLanguage
  /// What every process touches, by name; looked for once, as designs have many processes.
  private let usesByProcess: [String: ProcessUses]
  /// Names of the buffers that are delay lines.
  private let delayLines: Set<String>
  /// Names of the buffers that are declared outside of processes.
  let sharedBuffers: Set<String>

  init(design: GeneratedDesign, language: any KernelLanguage) {
    self.design = design
    self.language = language
    let program = design.program
    let uses = Dictionary(
      program.processes.map { ($0.name, ProcessUses($0)) }, uniquingKeysWith: { first, _ in first })
    let delayLines = program.buffers.filter(program.isDelayLine).map(\.name)
    usesByProcess = uses
    self.delayLines = Set(delayLines)
    sharedBuffers = BufferDeclarations.shared(
      program, delayLines: self.delayLines, uses: uses)
  }

  /// What a process touches.
  func uses(of process: Process) -> ProcessUses {
    usesByProcess[process.name] ?? ProcessUses(process)
  }

  /// Whether a buffer is a delay line.
  func isDelayLine(_ buffer: Buffer) -> Bool { delayLines.contains(buffer.name) }

  var program: KernelProgram { design.program }

  /// Elements per beat where beats are vectors, else 1.
  var lanes: Int { design.design.lanes }

  var element: CElement { CElement(type: program.elementType, language: language) }

  /// Whether some array or stream carries vectors, so that `beat_t` is needed.
  var hasBeats: Bool {
    program.arrays.contains { $0.lanes > 1 } || program.streams.contains { $0.lanes > 1 }
  }

  /// The type of a token or of a place in an array that hold elements of the program's type.
  func beat(_ lanes: Int) -> String { lanes > 1 ? "beat_t" : "element_t" }

  /// The type of an element of an array.
  func elementName(of array: MemoryArray) -> String {
    array.elementType.map(language.name) ?? "element_t"
  }

  /// The type of a beat of an array.
  func beat(of array: MemoryArray) -> String { beat(array.lanes, of: array.elementType) }

  /// The type of what the memory of an array is a row of: beats, or the words of a port that is
  /// narrower than they are.
  func word(of array: MemoryArray) -> String {
    let words = program.portWords(of: array)
    guard words > 1 else { return beat(of: array) }
    return array.lanes > words ? Self.words(of: array.elementType) : elementName(of: array)
  }

  private static func words(of type: ElementType?) -> String {
    type == nil ? "word_t" : "index_word_t"
  }

  /// Whether a beat of some array is more than one word of its port.
  var hasWords: Bool { program.arrays.contains { program.portWords(of: $0) > 1 } }

  /// The definitions of the types of words that are neither beats nor elements; `vector` spells a
  /// vector of elements of a type.
  func definitionsOfWords(_ vector: (_ element: String, _ lanes: Int) -> String) -> [String] {
    var known: Set<String> = []
    return program.arrays.compactMap { array in
      let words = program.portWords(of: array)
      let name = Self.words(of: array.elementType)
      guard words > 1, array.lanes > words, known.insert(name).inserted else { return nil }
      return "typedef \(vector(elementName(of: array), array.lanes / words)) \(name);"
    }
  }

  /// The type of a token of a stream.
  func beat(of stream: KernelIR.Stream) -> String { beat(stream.lanes, of: stream.elementType) }

  private func beat(_ lanes: Int, of type: ElementType?) -> String {
    guard let type else { return beat(lanes) }
    return lanes > 1 ? Self.places : language.name(of: type)
  }

  /// The type of a beat of numbers that are places of others.
  private static let places = "index_beat_t"

  /// The definition of the type of a beat of places, for programs that have one; `vector` spells a
  /// beat of elements of a type.
  func definition(ofPlaces vector: (String) -> String) -> String? {
    let types = program.arrays.filter { $0.lanes > 1 }.compactMap(\.elementType)
    return types.first.map { "typedef \(vector(language.name(of: $0))) \(Self.places);" }
  }

  /// Whether lanes are banks that must all be reached in the same cycle, each on its own.
  var hasBanks: Bool { design.kernel.structure == .onChip }

  /// `const beat_t *x`, as parameter.
  func parameter(_ array: MemoryArray) -> String {
    language.parameter(array, type: word(of: array), element: elementName(of: array))
  }

  /// `element_t tile[512][16]`, as declaration and as parameter; copies come first.
  func declaration(_ buffer: Buffer) -> String {
    "element_t \(buffer.name)" + (buffer.copies > 1 ? "[\(buffer.copies)]" : "")
      + "[\(buffer.depth)][\(buffer.lanes)]"
  }

  /// The word of a delay line that is read and then replaced.
  func delayPlace(_ buffer: String) -> String {
    (program.buffers.first { $0.name == buffer }?.depth ?? 1) > 1 ? "\(buffer)_at" : "0"
  }

  /// The parameters of the top function, in argument order.
  var topParameters: [String] {
    program.arrays.map(parameter) + program.sizes.map { "uint32_t \($0)" }
      + program.scalars.map { "element_t \($0.name)" }
  }

  /// The top function without its body; `lengths` are further integers.
  func signature(with lengths: [String] = []) -> String {
    let parameters = topParameters + lengths.map { "uint32_t \($0)" }
    return Self.call("void \(program.name)", parameters, indentation: 0)
  }

  /// A call or signature that breaks after commas when it is long.
  static func call(_ name: String, _ arguments: [String], indentation: Int) -> String {
    let head = name + "("
    let pad = String(repeating: " ", count: head.count)
    var lines: [String] = []
    var current = head
    for (index, argument) in arguments.enumerated() {
      let piece = argument + (index + 1 < arguments.count ? "," : ")")
      if current.count + piece.count + 1 + indentation > 98, current != head {
        lines.append(current)
        current = pad
      }
      current += (current.hasSuffix("(") || current == pad ? "" : " ") + piece
    }
    if arguments.isEmpty { current += ")" }
    return (lines + [current]).joined(separator: "\n" + String(repeating: " ", count: indentation))
  }
}
