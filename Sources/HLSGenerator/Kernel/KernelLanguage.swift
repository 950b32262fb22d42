import KernelIR
import Specs

/// How a dialect's language spells what every kernel is made of. The defaults are those of C11.
protocol KernelLanguage: Sendable {
  /// Whether operators are asked for one by one, each with a named temporary for its result.
  var bindsOperators: Bool { get }
  /// Whether loops carry labels, which name them in the tool's reports.
  var hasLabels: Bool { get }

  /// The type that `element_t` stands for.
  func name(of type: ElementType) -> String
  /// What marks an unsigned number of 64 bits.
  var wideSuffix: String { get }
  /// Whether arithmetic of a type is made of operators; else of the functions `element_sum`,
  /// `element_difference`, `element_product`, `element_quotient`, `element_less` and
  /// `element_negative`.
  func hasOperators(for type: ElementType) -> Bool
  /// The function that takes square roots of a floating-point type.
  func root(of type: ElementType) -> String
  /// The function that takes the sign off a number of a floating-point type.
  func magnitude(of type: ElementType) -> String
  /// A value as another type.
  func cast(_ text: String, to type: String) -> String
  /// An element of a vector, by its number.
  func lane(_ index: String, of value: String) -> String
  /// A declaration of one beat or element of type `type` with zeros.
  func cleared(_ name: String, type: String, isVector: Bool) -> String
  /// A declaration of a vector that is wider or narrower than a beat.
  func vector(_ name: String, lanes: Int, isCleared: Bool) -> String

  /// Zero as an element; all types have the same.
  var zero: String { get }
  /// How an array is declared as a parameter; `type` is that of a beat, `element` of an element.
  func parameter(_ array: MemoryArray, type: String, element: String) -> String

  /// What stands before the declaration of a memory, with a blank at its end.
  func memoryClass(isDelayLine: Bool, isLarge: Bool) -> String
  /// What stands before the declaration of a memory with constant contents, with a blank at its end.
  var tableClass: String { get }
  /// Says what a memory that was just declared is made of.
  func writeShape(of buffer: Buffer, isBanked: Bool, to writer: inout CodeWriter)

  /// The next token of a stream.
  func read(_ stream: String) -> String
  /// Puts a token into a stream: a statement without its semicolon.
  func write(_ value: String, to stream: String) -> String
  /// Prints the load of one beat.
  func writeLoad(_ load: BeatAccess, to writer: inout CodeWriter)
  /// Prints the store of one beat.
  func writeStore(_ store: BeatAccess, to writer: inout CodeWriter)

  /// Prints a loop of a process. `head` ends with `{`.
  func writeLoop(
    _ head: String, isInnermost: Bool, of process: Process, to writer: inout CodeWriter,
    _ body: (inout CodeWriter) -> Void)
  /// Prints a loop that becomes hardware side by side. `head` ends with `{`.
  func writeUnrolled(
    _ head: String, to writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void)
  /// Asks for an implementation of the operator whose result a variable receives.
  /// `isDifference` says that an adder subtracts.
  func writeBinding(
    _ cost: OperatorCost, isDifference: Bool, variable: String, to writer: inout CodeWriter)
  /// Asks for registers instead of a memory for an array that was just declared.
  func writeRegisters(_ name: String, to writer: inout CodeWriter)
  /// Says of a function that was just opened that it is no module of its own.
  func writeInline(to writer: inout CodeWriter)
}

/// A load or store of one beat.
struct BeatAccess {
  /// The array's name.
  let array: String
  /// The beat's number.
  let address: String
  /// The variable that holds the beat.
  let value: String
  /// The type of the variable.
  let type: String
  /// Elements of a beat.
  let lanes: Int
  /// Words of the port that a beat is, and the type of one.
  var words = 1
  var word = ""
  /// Whether the variable of a load is never changed.
  var isConstant = true
}

extension KernelLanguage {
  var bindsOperators: Bool { false }
  var hasLabels: Bool { false }
  var wideSuffix: String { "ull" }

  func hasOperators(for type: ElementType) -> Bool { true }

  func root(of type: ElementType) -> String {
    switch type {
    case .f32: "sqrtf"
    case .f64: "sqrt"
    default: "element_root"
    }
  }

  func magnitude(of type: ElementType) -> String {
    switch type {
    case .f32: "fabsf"
    case .f64: "fabs"
    default: "element_magnitude"
    }
  }

  func cast(_ text: String, to type: String) -> String { "(\(type))(\(text))" }

  func lane(_ index: String, of value: String) -> String { "\(value).lane[\(index)]" }

  func cleared(_ name: String, type: String, isVector: Bool) -> String {
    "\(type) \(name) = \(isVector ? "{{0}}" : "0");"
  }

  func vector(_ name: String, lanes: Int, isCleared: Bool) -> String {
    "struct { element_t lane[\(lanes)]; } \(name)" + (isCleared ? " = {{0}};" : ";")
  }

  var zero: String { "0" }

  func parameter(_ array: MemoryArray, type: String, element: String) -> String {
    (array.isWritten ? "" : "const ") + "\(type) *\(array.name)"
  }

  func memoryClass(isDelayLine: Bool, isLarge: Bool) -> String { "" }

  var tableClass: String { "static const " }

  func writeShape(of buffer: Buffer, isBanked: Bool, to writer: inout CodeWriter) {}

  func writeLoad(_ load: BeatAccess, to writer: inout CodeWriter) {
    guard load.words == 1 else {
      writer.line("\(load.type) \(load.value);")
      return writeWords(load, isStore: false, to: &writer)
    }
    let constant = load.isConstant ? "const " : ""
    writer.line("\(constant)\(load.type) \(load.value) = \(load.array)[\(load.address)];")
  }

  func writeStore(_ store: BeatAccess, to writer: inout CodeWriter) {
    guard store.words == 1 else { return writeWords(store, isStore: true, to: &writer) }
    writer.line("\(store.array)[\(store.address)] = \(store.value);")
  }

  /// Prints the loads or stores of the words of a beat. Places are taken in 64 bits: beats are counted
  /// in 32.
  private func writeWords(_ access: BeatAccess, isStore: Bool, to writer: inout CodeWriter) {
    let first = cast("(\(access.address))", to: "uint64_t")
    let place = "\(access.array)[\(first) * \(access.words) + port_word]"
    func copy(_ left: String, _ right: String) -> String {
      isStore ? "\(right) = \(left);" : "\(left) = \(right);"
    }
    let head = "for (uint32_t port_word = 0; port_word < \(access.words); ++port_word) {"
    let width = access.lanes / access.words
    writeUnrolled(head, to: &writer) { writer in
      guard width > 1 else {
        return writer.line(copy(lane("port_word", of: access.value), place))
      }
      let word = "\(access.value)_word"
      writer.line(isStore ? "\(access.word) \(word);" : "const \(access.word) \(word) = \(place);")
      writeUnrolled(
        "for (uint32_t port_lane = 0; port_lane < \(width); ++port_lane) {", to: &writer
      ) {
        $0.line(
          copy(
            lane("port_word * \(width) + port_lane", of: access.value), lane("port_lane", of: word))
        )
      }
      if isStore { writer.line("\(place) = \(word);") }
    }
  }

  func writeLoop(
    _ head: String, isInnermost: Bool, of process: Process, to writer: inout CodeWriter,
    _ body: (inout CodeWriter) -> Void
  ) {
    writer.block(head, body)
  }

  func writeBinding(
    _ cost: OperatorCost, isDifference: Bool, variable: String, to writer: inout CodeWriter
  ) {}

  func writeRegisters(_ name: String, to writer: inout CodeWriter) {}

  func writeInline(to writer: inout CodeWriter) {}
}
