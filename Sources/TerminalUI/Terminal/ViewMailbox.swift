import Synchronization

/// Events from other threads for the thread that draws.
package final class ViewMailbox: Sendable {
  /// By which the terminal is woken.
  package let wake: Wake
  private let events = Mutex<[ViewEvent]>([])

  /// Creates an empty mailbox.
  ///
  /// - Throws: ``TerminalError`` when the system has no descriptors left.
  package init() throws(TerminalError) { wake = try Wake() }

  /// Adds an event; older data that nobody has looked at are forgotten.
  package func post(_ event: ViewEvent) {
    events.withLock { events in
      if case .data = event {
        events.removeAll { if case .data = $0 { true } else { false } }
      }
      events.append(event)
    }
    wake.wake()
  }

  /// Everything since the last call.
  func take() -> [ViewEvent] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }
}
