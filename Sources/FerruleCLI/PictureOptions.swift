import ArgumentParser
import Foundation
import Plotting
import Quantities
import RooflineModel

/// What of rooflines is drawn: shared by `view` and `plot`.
struct PictureOptions: ParsableArguments {
  @Option(help: "Memories to show, comma-separated; default: all.")
  var memory: String?

  @Option(help: "Element types to show, comma-separated; default: all.")
  var type: String?

  @Option(
    help: ArgumentHelp(
      "Operations per byte to show, e.g. 0.1:100; default: what the data need.",
      valueName: "low:high"))
  var intensities: String?

  @Option(
    help: ArgumentHelp(
      "Operations per second to show, e.g. 1e9:1e13; default: what the data need.",
      valueName: "low:high"))
  var throughputs: String?

  /// The options, checked against what the rooflines have.
  ///
  /// - Throws: ``CommandFailure`` with every range that is none, and every memory or type that no
  ///   board has a ceiling of.
  func sceneOptions(isText: Bool, _ rooflines: [Roofline]) throws -> RooflineSceneOptions {
    var options = isText ? RooflineSceneOptions.forText : RooflineSceneOptions()
    options.memories = Self.names(memory)
    options.elementTypes = Self.names(type)
    var mistakes = mistakes(options, rooflines)
    options.intensities = Self.range(intensities, "--intensities", &mistakes)
    options.throughputs = Self.range(throughputs, "--throughputs", &mistakes)
    guard mistakes.isEmpty else { throw CommandFailure.usage(mistakes.joined(separator: "\n")) }
    return options
  }

  private static func names(_ list: String?) -> Set<String> {
    Set((list ?? "").split(separator: ",").map(String.init))
  }

  private static func range(
    _ text: String?, _ flag: String, _ mistakes: inout [String]
  ) -> ClosedRange<Double>? {
    guard let text else { return nil }
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low > 0, low < high,
      high.isFinite
    else {
      mistakes.append(
        "\(flag): found \"\(text)\", expected two numbers above 0, the smaller one first, such as "
          + "0.1:100")
      return nil
    }
    return low...high
  }

  /// Memories and types of which no board has a ceiling.
  private func mistakes(_ options: RooflineSceneOptions, _ rooflines: [Roofline]) -> [String] {
    let kinds = rooflines.flatMap(\.ceilings).map(\.kind)
    let memories = kinds.compactMap { if case .memory(let name) = $0 { name } else { nil } }
    let types = kinds.compactMap { if case .compute(let type, _) = $0 { type } else { nil } }
    return unknown(options.memories, memories, "--memory", "memory")
      + unknown(options.elementTypes, types, "--type", "element type")
  }

  private func unknown(
    _ wanted: Set<String>, _ known: [String], _ flag: String, _ noun: String
  ) -> [String] {
    wanted.subtracting(known).sorted().map { name in
      let nearest = NearestNames.sorted(Set(known).sorted(), to: name).joined(separator: ", ")
      return
        "\(flag): no \(noun) named \"\(name)\" in the results; known, nearest first: \(nearest)"
    }
  }
}
