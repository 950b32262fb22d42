import KernelIR

extension KernelBody {
  /// Takes a token from the process before, which runs right here.
  func writeWovenRead(
    _ weave: WovenRegion, _ stream: String, _ value: String, _ when: Guard,
    _ writer: inout CodeWriter
  ) {
    let token = names.program.streams.first { $0.name == stream }
    let type = token.map(names.beat) ?? names.beat(1)
    guard when != .always else {
      weave.writeToken(stream, to: &writer)
      return writer.line("const \(type) \(value)_beat = \(stream);")
    }
    writer.line(
      names.language.cleared(
        "\(value)_beat", type: type, isVector: token.map { $0.lanes > 1 } ?? false))
    writer.block(guarded(when) + "{") { writer in
      weave.writeToken(stream, to: &writer)
      writer.line("\(value)_beat = \(stream);")
    }
  }

  /// Hands a token to the process behind, which runs right here or waits for it.
  func writeWovenWrite(
    _ weave: WovenRegion, _ stream: String, _ value: String, _ when: Guard,
    _ writer: inout CodeWriter
  ) {
    guard when != .always else {
      return weave.writeArrival(of: "\(value)_beat", in: stream, to: &writer)
    }
    writer.block(guarded(when) + "{") { writer in
      weave.writeArrival(of: "\(value)_beat", in: stream, to: &writer)
    }
  }
}
