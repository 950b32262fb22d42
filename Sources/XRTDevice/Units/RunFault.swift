import CGuardedCall
import Foundation

/// What ended a run before its time, in words.
struct RunFault {
  let unit: ComputeUnit
  let running: ComputeUnit.Running
  let end: ferrule_guarded_end

  /// The argument whose buffer was missed, if it is one.
  var argument: String? { missed?.argument.name }

  var message: String {
    let who = "\(unit.unit.name) (kernel \(unit.kernel.name))"
    switch end.signal {
    case SIGSEGV, SIGBUS: return "\(who) \(access)"
    case SIGFPE: return "\(who) divided an integer by zero"
    case SIGABRT: return "\(who) aborted: what it said is above"
    default: return "\(who) was ended by signal \(end.signal)"
    }
  }

  private var missed: (argument: EmulationDescription.Argument, size: Int, offset: Int)? {
    guard end.signal == SIGSEGV || end.signal == SIGBUS else { return nil }
    let hits = running.buffers.compactMap { entry in
      entry.buffer.offset(of: end.address).map { (entry.argument, entry.buffer, $0, entry.offset) }
    }
    // Of two arguments in one buffer, the one that starts nearest before the place.
    guard let hit = hits.max(by: { $0.3 < $1.3 }) else { return nil }
    return (hit.0, hit.1.size - hit.3, hit.2 - hit.3)
  }

  private var access: String {
    let verb = end.is_write == 1 ? "wrote" : end.is_write == 0 ? "read" : "accessed memory"
    guard let missed else {
      return
        "\(verb) at address \(hex(end.address)) of this machine, which is near no buffer of its "
        + "arguments. A null pointer, or an index far outside?"
    }
    let past = missed.offset - missed.size
    let place =
      missed.offset < 0
      ? "\(-missed.offset) bytes before the start"
      : past == 0 ? "past the end" : "\(past) bytes past the end"
    let type = missed.argument.type
    return "\(verb) \(place) of argument `\(missed.argument.name)` (\(type)), a buffer of "
      + "\(missed.size) bytes: offset \(missed.offset). Check the buffer's size and the sizes that "
      + "the kernel is called with."
  }
}
