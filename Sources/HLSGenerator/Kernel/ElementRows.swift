import KernelIR

/// How languages of the C family reach beats of an array that is a row of elements.
struct ElementRows {
  /// Prints the loop over the lanes of a beat; `head` ends with `{`.
  typealias LaneLoop = (
    _ head: String, _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) -> Void

  let language: any KernelLanguage
  let laneLoop: LaneLoop

  func writeLoad(_ load: BeatAccess, to writer: inout CodeWriter) {
    guard load.lanes > 1 else {
      let constant = load.isConstant ? "const " : ""
      writer.line("\(constant)\(load.type) \(load.value) = \(load.array)[\(load.address)];")
      return
    }
    writer.line("\(load.type) \(load.value);")
    writeLanes(&writer) { writer in
      writer.line(
        "\(language.lane("lane", of: load.value)) = \(load.array)[(\(load.address)) * LANES + lane];"
      )
    }
  }

  func writeStore(_ store: BeatAccess, to writer: inout CodeWriter) {
    guard store.lanes > 1 else {
      writer.line("\(store.array)[\(store.address)] = \(store.value);")
      return
    }
    writeLanes(&writer) { writer in
      writer.line(
        "\(store.array)[(\(store.address)) * LANES + lane] = "
          + "\(language.lane("lane", of: store.value));")
    }
  }

  private func writeLanes(
    _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    laneLoop("for (uint32_t lane = 0; lane < LANES; ++lane) {", &writer, body)
  }
}

extension KernelNames {
  /// Prints the types of an element, a beat and a beat of places, in C.
  func writeRowTypes(to writer: inout CodeWriter) {
    writer.comment("One element: \(element.meaning).")
    writer.line("typedef \(element.name) element_t;")
    writer.line()
    writer.comment(hasBanks ? "Banks that are reached side by side." : "Elements in one beat.")
    writer.directive("define LANES \(lanes)")
    if lanes > 1 {
      writer.block("typedef struct {", closing: "} beat_t;") { $0.line("element_t lane[LANES];") }
    }
    if let places = definition(ofPlaces: { "struct { \($0) lane[LANES]; }" }) {
      writer.line(places)
    }
    writer.line()
  }
}
