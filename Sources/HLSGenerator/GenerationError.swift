import KernelIR
import Specs

/// Why a design cannot be generated: every reason found, each a full sentence.
public struct GenerationError: Error, Equatable, CustomStringConvertible {
  /// What was asked for, e.g. `vitis: roofline fma f32 on u280`.
  public let subject: String
  /// What the tool cannot do, with what was found and what to do.
  public let reasons: [String]

  /// Creates an error.
  public init(subject: String, reasons: [String]) {
    self.subject = subject
    self.reasons = reasons
  }

  /// One line per reason.
  public var description: String {
    reasons.map { "\(subject): \($0)" }.joined(separator: "\n")
  }
}

extension GenerationError {
  /// Why a tool cannot express a design.
  init(tool: String, _ design: GeneratedDesign, _ reasons: [String]) {
    self.init(
      subject: "\(tool): \(design.kernel.name) \(design.design.operation) "
        + "\(design.design.elementType.rawValue) on \(design.board.name)", reasons: reasons)
  }
}
