import Specs

extension KernelLowering {
  /// Follows a chain through memory from beat 0 on: every load waits for the one before, so one
  /// access is in flight. All visited links are summed, so that no access can be optimised away.
  func chaseProgram() -> KernelProgram {
    let links = design.lanes
    let chase = Process(
      name: "chase", loops: [LoopLevel("access", .size("accesses"))], initiationInterval: 1,
      depth: Self.accessCycles + 1,
      body: [
        .fetch(buffer: "place", index: .constant(0), into: "here", when: .always),
        .follow(
          array: "links", pointer: "here", mask: .size("mask"), place: chasePlace, into: "link"),
        .fetch(buffer: "sums", index: .constant(0), into: "sum", when: .always),
        .map(into: "total", lanes: links, .add(.value("sum"), .value("link"))),
        .keep(buffer: "place", index: .constant(0), value: "link"),
        .keep(buffer: "sums", index: .constant(0), value: "total"),
      ],
      epilogue: [
        .fetch(buffer: "sums", index: .constant(0), into: "sum", when: .always),
        .store(array: "checksum", index: .constant(0), value: "sum"),
      ], isChained: true)
    return KernelProgram(
      name: identifier, elementType: design.elementType, sizes: ["accesses", "mask"], scalars: [],
      ports: [port(0)],
      arrays: [
        array("links", port: 0, isWritten: false), array("checksum", port: 0, isWritten: true),
      ],
      streams: [],
      buffers: ["place", "sums"].map {
        Buffer(name: $0, lanes: links, depth: 1, storage: .register)
      },
      regions: [.sequence(loop: LoopLevel("turn", .constant(1)), [chase])])
  }

  /// The beat that access number i reads, as ``LinkedBeats`` lays the chain out.
  private var chasePlace: IndexExpression {
    let access = IndexExpression.counter("access")
    let place =
      design.isRandom
      ? access * (.constant(LinkedBeats.linear) + .constant(LinkedBeats.square) * access)
      : access * .size("stride")
    return .and(place, .size("mask"))
  }
}
