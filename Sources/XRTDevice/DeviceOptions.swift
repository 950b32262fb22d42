/// What the device process is told by its environment: XRT starts it without arguments of ours.
package struct DeviceOptions: Equatable, Sendable {
  /// Names of the variables.
  package enum Variable {
    /// File that records are appended to.
    package static let report = "FERRULE_DEVICE_REPORT"
    /// File that calls are logged to that are not known or fail.
    package static let log = "FERRULE_DEVICE_LOG"
    /// Name or path of the board; otherwise what the xclbin names.
    package static let board = "FERRULE_DEVICE_BOARD"
    /// Folder of boards.
    package static let boards = "FERRULE_DEVICE_BOARDS"
    /// Folder of kernels.
    package static let kernels = "FERRULE_DEVICE_KERNELS"
    /// `1`: a run is over for the host when its modelled time has passed, too.
    package static let pace = "FERRULE_DEVICE_PACE"
    /// `page`: the ends of buffers are those of the pages that XRT allocates.
    package static let guards = "FERRULE_DEVICE_GUARDS"
    /// `1`: findings are reported, not printed.
    package static let quiet = "FERRULE_DEVICE_QUIET"
    /// Milliseconds to stay after the last close.
    package static let linger = "FERRULE_DEVICE_LINGER"
  }

  package var report: String?
  package var log: String?
  package var board: String?
  package var boards: String?
  package var kernels: String?
  package var hasPace: Bool
  package var hasExactGuards: Bool
  package var isQuiet: Bool
  package var lingerMilliseconds: Int
  /// Where XRT's library listens.
  package var socket: String

  /// Reads the environment.
  package init(_ environment: [String: String]) {
    report = environment[Variable.report]
    log = environment[Variable.log]
    board = environment[Variable.board]
    boards = environment[Variable.boards]
    kernels = environment[Variable.kernels]
    hasPace = environment[Variable.pace] == "1"
    hasExactGuards = environment[Variable.guards] != "page"
    isQuiet = environment[Variable.quiet] == "1"
    lingerMilliseconds = environment[Variable.linger].flatMap { Int($0) } ?? 0
    socket = DeviceConnection.path(environment)
  }
}
