import ClockModel
import Explanation
import HLSGenerator
import KernelIR
import Measurements
import OffloadPredictor
import Plotting
import Quantities
import ReportImport
import Runners
import Specs
import Validation
import XRTDevice
import Xclbin

/// The exit codes, fixed.
enum ExitStatus: Int32 {
  /// Everything was done.
  case done = 0
  /// The work failed.
  case failed = 1
  /// A check or validation did not hold.
  case checkFailed = 2
  /// Wrong usage or a bad input file.
  case usage = 64
  /// The runner is not available here.
  case unavailable = 69
  /// Interrupted by the user.
  case interrupted = 130
}

/// What ends a command early: a message for stderr and an exit code.
struct CommandFailure: Error {
  /// What to print; empty when everything has been said.
  let message: String
  /// How to exit.
  let status: ExitStatus

  /// Creates a failure.
  init(_ message: String, _ status: ExitStatus) {
    self.message = message
    self.status = status
  }

  /// A wrong flag or value.
  static func usage(_ message: String) -> CommandFailure { CommandFailure(message, .usage) }

  /// The failure that an error of one of the libraries stands for; `nil` for foreign errors.
  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case is CancellationError: self.init("interrupted", .interrupted)
    case let error as ClockError: self.init(error.description, .usage)
    case let error as SpecError: self.init(error.description, .usage)
    case let error as DesignMistakes: self.init(error.description, .usage)
    case let error as DesignError: self.init(error.description, .usage)
    case let error as ExplanationError: self.init(error.description, .usage)
    case let error as MeasurementError: self.init(error.description, .usage)
    case let error as OffloadError: self.init(error.description, .usage)
    case let error as PlotKindError: self.init(error.description, .usage)
    case let error as PlotStyleError: self.init(error.description, .usage)
    case let error as GenerationError: self.init(error.description, .usage)
    case let error as ValidationError: self.init(error.description, .usage)
    case let error as QuantityError: self.init(error.description, .usage)
    case let error as EmulationError: self.init(error.description, .usage)
    case let error as ImportError: self.init(error.description, .usage)
    case let error as XclbinError: self.init(error.description, .usage)
    default: return nil
    }
  }
}
