import KernelIR
import Specs

/// The processes of a dataflow region as kernels of their own, joined by channels of Intel's tool.
struct OpenCLStages {
  let names: KernelNames
  let processes: [Process]

  /// `nil` for programs that are not one region of processes that streams join.
  init?(names: KernelNames) {
    guard names.program.body.count == 1,
      case .region(.dataflow(let processes)) = names.program.body[0], processes.count > 1
    else { return nil }
    self.names = names
    self.processes = processes
  }

  /// The kernel of a process.
  func name(of process: Process) -> String { "\(names.program.name)_\(process.name)" }

  /// The names of the arguments of a process's kernel, a selection of the single kernel's.
  func arguments(of process: Process) -> [String] {
    let uses = names.uses(of: process)
    let program = names.program
    return program.arrays.map(\.name).filter(uses.arrays.contains)
      + program.sizes.filter(uses.names.contains)
      + program.scalars.map(\.name).filter(uses.scalars.contains)
  }

  func write(to writer: inout CodeWriter) {
    writer.comment("Every process is a kernel; the host starts all of them at the same time.")
    for stream in names.program.streams {
      writer.line(
        "CHANNEL(\(names.beat(of: stream)), \(stream.name), \(stream.depth));")
    }
    for process in processes {
      writer.line()
      write(process, &writer)
    }
  }

  private func write(_ process: Process, _ writer: inout CodeWriter) {
    let all = zip(
      names.program.arrays.map(\.name) + names.program.sizes + names.program.scalars.map(\.name),
      names.topParameters)
    let wanted = arguments(of: process)
    let parameters = all.filter { wanted.contains($0.0) }.map(\.1)
    writer.comment(ProcessComment(names: names, process: process, isPipelined: false).text)
    let head = "__kernel SINGLE_WORK_ITEM void \(name(of: process))"
    writer.block(KernelNames.call(head, parameters, indentation: 0) + " {") { writer in
      let uses = names.uses(of: process)
      let buffers = BufferDeclarations(names: names)
      for buffer in names.program.buffers where uses.buffers.contains(buffer.name) {
        buffers.write(buffer, to: &writer)
      }
      if uses.usesDrawn { names.writeDrawn(to: &writer) }
      names.writeRowState(of: process, to: &writer)
      LoopNest(names: names, process: process).write(to: &writer) { writer in
        var body = KernelBody(names: names, process: process)
        body.write(process.body, to: &writer)
        names.writeAdvance(of: process, to: &writer)
      }
      var body = KernelBody(names: names, process: process)
      body.write(process.epilogue, to: &writer)
    }
  }
}
