import HLSGenerator
import Quantities

/// The dialects of this build; a new dialect is one line here.
enum DialectChoice {
  private static func all(_ headers: [GeneratedFile]) -> [any HLSDialect] {
    [
      VitisDialect(headers: headers), OpenCLDialect(headers: headers),
      OmpSsDialect(headers: headers), BambuDialect(headers: headers), HostDialect(),
    ]
  }

  /// The dialect with a name.
  ///
  /// - Throws: ``CommandFailure`` (64) listing the known names, nearest first.
  static func dialect(named name: String, headers: [GeneratedFile]) throws -> any HLSDialect {
    let dialects = all(headers)
    if let dialect = dialects.first(where: { $0.name == name }) { return dialect }
    let known = NearestNames.sorted(dialects.map(\.name), to: name).joined(separator: ", ")
    throw CommandFailure.usage(
      "--dialect: no dialect named \"\(name)\"; known dialects, nearest first: \(known)")
  }
}
