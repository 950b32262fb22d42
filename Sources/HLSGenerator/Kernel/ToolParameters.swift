import KernelIR
import Specs

extension GeneratedDesign {
  /// Refuses what only Bambu's circuits get from us: caches, pipelined functions, processes.
  ///
  /// - Parameter tool: The tool that refuses, as the reason names it.
  /// - Returns: One reason for each such parameter of the design.
  func toolParameterReasons(tool: String) -> [String] {
    DesignParameter.allCases.filter(\.isOfTool).compactMap { parameter in
      guard let value = design.parameters[parameter] else { return nil }
      return
        "\(parameter.rawValue)=\(value): \(tool) \(Self.refusal(of: parameter)); use --dialect "
        + "bambu, or leave it out"
    }
  }

  private static func refusal(of parameter: DesignParameter) -> String {
    switch parameter {
    case .functionInterval: "pipelines loops, which needs no function without memory ports"
    case .processes: "chooses its processes itself"
    default: "puts no caches before memory ports"
    }
  }
}
