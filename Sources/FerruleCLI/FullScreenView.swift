import Foundation
import OffloadPredictor
import Plotting
import RooflineModel
import RunStore
import Specs
import Synchronization
import TerminalUI

/// Opens the full-screen view: files in the background, the terminal in front.
struct FullScreenView: Sendable {
  /// What became of it.
  enum Outcome: Sendable {
    /// It was shown and left.
    case shown
    /// The terminal cannot show it; the reason went to stderr.
    case impossible
  }

  let files: [String]
  let kernels: String?
  /// What is shown at first; `nil` for everything.
  let picture: PictureOptions?
  let look: LookOptions
  let catalog: SpecCatalog

  /// Whether keys can be read and a screen be drawn: stdin and stdout are a terminal, and its type
  /// is not one that only prints.
  static var isPossible: Bool {
    let type = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !["", "dumb"].contains(type)
  }

  /// Shows the files until the user leaves.
  ///
  /// - Parameter background: Work that goes on meanwhile and posts its progress.
  /// - Returns: Whether it was shown.
  /// - Throws: ``CommandFailure`` for files that cannot be read.
  func run(
    background: (@Sendable (ViewMailbox) -> Void)? = nil
  ) async throws -> Outcome {
    try await OwnThread.run { try shown(background) }
  }

  private func shown(_ background: (@Sendable (ViewMailbox) -> Void)?) throws -> Outcome {
    let style = try look.style()
    let workloads = try kernels.map(InputFile.workloads) ?? []
    let mailbox = try mailbox()
    let first = FirstSnapshot()
    let loader = RunLoader(files: files, limits: limits)
    let source = ViewSource(files: files, kernels: kernels, workloads: workloads)
    let loading = loader.start(follow: true) { snapshot in
      if !first.take(snapshot) { mailbox.post(.data(source.data(snapshot))) }
    }
    defer { loading.cancel() }
    background?(mailbox)
    guard let snapshot = first.wait() else { return .impossible }
    try refuse(snapshot, isGrowing: background != nil)
    let options = try picture?.sceneOptions(isText: true, snapshot.rooflines)
    return try show(source.data(snapshot), options, style, mailbox, source)
  }

  private func mailbox() throws -> ViewMailbox {
    do { return try ViewMailbox() } catch {
      throw CommandFailure(error.description, .failed)
    }
  }

  /// A file that cannot be read at all ends the view before it begins.
  private func refuse(_ snapshot: RunSnapshot, isGrowing: Bool) throws {
    guard !isGrowing else { return }
    if !snapshot.problems.isEmpty {
      throw CommandFailure.usage(snapshot.problems.joined(separator: "\n"))
    }
    if snapshot.bytesRead >= snapshot.bytesTotal, snapshot.counts.rows == 0 {
      throw CommandFailure.usage(
        "\(files.joined(separator: ", ")): no rows; run ferrule bench first")
    }
  }

  private func show(
    _ data: ViewData, _ options: RooflineSceneOptions?, _ style: PlotStyle, _ mailbox: ViewMailbox,
    _ source: ViewSource
  ) throws -> Outcome {
    let terminal = Terminal()
    let charset = terminal.screenCharset(forcesASCII: look.ascii)
    var state = ViewState(columns: 80, rows: 24, charset: charset, style: style, data: data)
    if let options { state.apply(options) }
    let screen: NcursesTerminal
    do {
      screen = try NcursesTerminal(
        style: style, color: terminal.color(look.color), wake: mailbox.wake)
    } catch {
      Diagnostics.note("\(error); printing text instead")
      return .impossible
    }
    let services = RowServices(
      catalog: catalog, workloads: WorkloadWhatIf(workloads: source.workloads, catalog: catalog))
    let end = ViewSession(state: state, terminal: screen, services: services, mailbox: mailbox)
      .run()
    screen.close()
    if case .signal(let number) = end, number != SIGINT {
      // Whoever asked the process to end sees that it did.
      signal(number, SIG_DFL)
      raise(number)
    }
    return .shown
  }

  /// What the installed boards allow.
  private var limits: BoardLimits {
    let catalog = catalog
    return { uses in
      try uses.filter { catalog.boardNames.contains($0.name) }.map { use in
        TheoreticalLimits(
          board: try catalog.board(use.name),
          operations: RooflineSource.operations(named: use.rooflineOperations))
      }
    }
  }
}

/// What every snapshot is shown with.
private struct ViewSource: Sendable {
  let files: [String]
  let kernels: String?
  let workloads: [Workload]

  func data(_ snapshot: RunSnapshot) -> ViewData {
    ViewData(
      files: files, snapshot: snapshot,
      kernels: WorkloadPoints(rooflines: snapshot.rooflines).points(of: workloads, warns: false),
      kernelArguments: kernels.map { ["--kernels", $0] } ?? [])
  }
}

/// The first snapshot, which the view waits for.
private final class FirstSnapshot: Sendable {
  private let held = Mutex<RunSnapshot?>(nil)
  private let semaphore = DispatchSemaphore(value: 0)

  /// Keeps the first snapshot; false for later ones.
  func take(_ snapshot: RunSnapshot) -> Bool {
    let isFirst = held.withLock { held in
      guard held == nil else { return false }
      held = snapshot
      return true
    }
    if isFirst { semaphore.signal() }
    return isFirst
  }

  func wait() -> RunSnapshot? {
    semaphore.wait()
    return held.withLock { $0 }
  }
}
