/// Runs a view on a terminal: events in, screens out, what takes time in the background.
package final class ViewSession {
  /// How a view ended.
  package enum End: Hashable, Sendable {
    /// The user left.
    case quit
    /// A signal ended it: its number.
    case signal(Int32)
  }

  private var state: ViewState
  private let terminal: any TerminalBackend
  private let services: any ViewServices
  private let mailbox: ViewMailbox
  private var inspection: Task<Void, Never>?
  private var experiment: Task<Void, Never>?
  private var arrangement: Task<Void, Never>?

  /// Creates a session; the mailbox is where others post data and progress.
  package init(
    state: ViewState, terminal: any TerminalBackend, services: any ViewServices,
    mailbox: ViewMailbox
  ) {
    self.state = state
    self.terminal = terminal
    self.services = services
    self.mailbox = mailbox
  }

  /// Shows the view until it ends; the terminal is open afterwards.
  package func run() -> End {
    defer { for task in [inspection, experiment, arrangement] { task?.cancel() } }
    let size = terminal.size
    apply(.input(.resized(columns: size.columns, rows: size.rows)))
    for effect in state.openingEffects { _ = perform(effect) }
    terminal.show(Screen.draw(state))
    while true {
      for event in terminal.events() {
        if let end = take(event) { return end }
      }
      terminal.show(Screen.draw(state))
    }
  }

  private func take(_ event: TerminalEvent) -> End? {
    switch event {
    case .input(let input): return apply(.input(input))
    case .suspended: return perform(.suspend)
    case .ended(let signal): return .signal(signal)
    case .woken:
      for event in mailbox.take() {
        if let end = apply(event) { return end }
      }
      return nil
    }
  }

  @discardableResult
  private func apply(_ event: ViewEvent) -> End? {
    for effect in state.update(event) {
      if let end = perform(effect) { return end }
    }
    return nil
  }

  private func perform(_ effect: ViewEffect) -> End? {
    let (services, mailbox, data) = (services, mailbox, state.data)
    switch effect {
    case .quit: return .quit
    case .redraw: terminal.forget()
    case .suspend: suspend()
    case .arrange(let request):
      arrangement?.cancel()
      arrangement = Task.detached {
        let rows = RowArrangement.rows(of: data, request)
        if !Task.isCancelled { mailbox.post(.arranged(request, rows)) }
      }
    case .inspect(let row):
      inspection?.cancel()
      inspection = Task.detached {
        let detail = await services.detail(of: row, in: data)
        if !Task.isCancelled { mailbox.post(.detail(detail)) }
      }
    case .openWhatIf(let row):
      experiment?.cancel()
      experiment = Task.detached {
        let (values, problem) = await services.whatIfValues(of: row, in: data)
        if !Task.isCancelled { mailbox.post(.whatIfValues(row, values, problem: problem)) }
      }
    case .whatIf(let request):
      experiment?.cancel()
      experiment = Task.detached {
        let answer = await services.whatIf(request, in: data)
        if !Task.isCancelled { mailbox.post(.whatIfAnswer(answer)) }
      }
    case .export(let path):
      let state = state
      Task.detached { mailbox.post(.message(await services.export(state, to: path))) }
    }
    return nil
  }

  private func suspend() {
    terminal.suspend()
    let size = terminal.size
    apply(.input(.resized(columns: size.columns, rows: size.rows)))
    terminal.forget()
  }
}
