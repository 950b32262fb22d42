import Foundation
import Quantities

extension EmbeddedMetadata {
  /// Reads a section; what is wrong is appended to `findings`.
  ///
  /// - Returns: What could be read; `nil` when it is no XML with a platform in it.
  static func read(
    _ section: XclbinSection, _ findings: inout [XclbinFinding]
  ) -> EmbeddedMetadata? {
    var reader = Reader(section: section)
    defer { findings += reader.findings }
    do {
      return reader.metadata(try XMLTree.read(section.bytes))
    } catch {
      reader.report(error.line, error.message)
      return nil
    }
  }
}

/// Walks the XML and collects mistakes.
private struct Reader {
  let section: XclbinSection
  var findings: [XclbinFinding] = []

  mutating func report(_ line: Int?, _ message: String) {
    let place = line.map { "line \($0) of the XML: " } ?? ""
    findings.append(
      XclbinFinding(
        section: section.kind.description, offset: section.offset, place + message))
  }

  mutating func metadata(_ project: XMLTree) -> EmbeddedMetadata? {
    guard project.name == "project", let platform = project.first("platform"),
      let device = platform.first("device"), let core = device.first("core")
    else {
      report(project.line, "found `\(project.name)`, expected project/platform/device/core")
      return nil
    }
    let version = platform.first("version")
    return EmbeddedMetadata(
      project: project.attributes["name"] ?? "",
      platform: EmbeddedMetadata.Platform(
        vendor: platform.attributes["vendor"] ?? "", board: platform.attributes["boardid"] ?? "",
        name: platform.attributes["name"] ?? "",
        major: Int(version?.attributes["major"] ?? "") ?? 0,
        minor: Int(version?.attributes["minor"] ?? "") ?? 0),
      part: device.attributes["fpgaDevice"] ?? "",
      target: core.attributes["target"] ?? "",
      clocks: (core.first("kernelClocks")?.elements("clock") ?? []).map(clock),
      kernels: core.elements("kernel").map { kernel($0) })
  }

  /// `300.000000MHz`; what is no number stays open.
  private func clock(_ element: XMLTree) -> EmbeddedMetadata.KernelClock {
    let text = element.attributes["frequency"] ?? ""
    let megahertz = text.hasSuffix("MHz") ? Double(text.dropLast(3)) : nil
    return EmbeddedMetadata.KernelClock(
      port: element.attributes["port"] ?? "",
      frequency: megahertz.flatMap { $0.isFinite && $0 > 0 ? .megahertz($0) : nil })
  }

  private mutating func kernel(_ element: XMLTree) -> EmbeddedMetadata.Kernel {
    let name = text("name", of: element)
    let arguments = element.elements("arg").map { argument($0) }
    return EmbeddedMetadata.Kernel(
      name: name,
      language: element.attributes["language"] ?? "",
      control: element.attributes["hwControlProtocol"].flatMap(ControlProtocol.init(named:)),
      ports: element.elements("port").map { port($0) },
      arguments: merged(arguments, of: element),
      instances: element.elements("instance").map { instance($0) })
  }

  private mutating func port(_ element: XMLTree) -> EmbeddedMetadata.Port {
    EmbeddedMetadata.Port(
      name: text("name", of: element), mode: element.attributes["mode"] ?? "",
      range: number("range", of: element, missing: 0),
      dataWidth: Int(clamping: number("dataWidth", of: element, missing: 0)),
      kind: element.attributes["portType"] ?? "")
  }

  private mutating func argument(_ element: XMLTree) -> EmbeddedMetadata.Argument {
    let hasIndex = element.attributes["id"]?.isEmpty == false
    let size = number("size", of: element)
    return EmbeddedMetadata.Argument(
      name: text("name", of: element),
      index: hasIndex ? Int(clamping: number("id", of: element)) : nil,
      qualifier: .init(rawValue: Int(clamping: number("addressQualifier", of: element))),
      port: element.attributes["port"] ?? "", size: size,
      offset: number("offset", of: element),
      hostSize: number("hostSize", of: element, missing: size),
      type: element.attributes["type"] ?? "")
  }

  /// Parts with one index become one argument, as in XRT: sizes add up, the first offset counts.
  private mutating func merged(
    _ arguments: [EmbeddedMetadata.Argument], of kernel: XMLTree
  ) -> [EmbeddedMetadata.Argument] {
    var merged: [EmbeddedMetadata.Argument] = []
    for argument in arguments.filter({ $0.index != nil }).stablySorted(by: \.indexOrEnd) {
      guard var last = merged.last, last.index == argument.index else {
        merged.append(argument)
        continue
      }
      last.size &+= argument.size
      last.hostSize &+= argument.hostSize
      last.offset = min(last.offset, argument.offset)
      merged[merged.count - 1] = last
    }
    for (position, argument) in merged.enumerated() where argument.index != position {
      report(
        kernel.line,
        "kernel `\(kernel.attributes["name"] ?? "")`: found argument \(argument.indexOrEnd) "
          + "where \(position) was expected; XRT refuses a gap")
      break
    }
    return merged + arguments.filter { $0.index == nil }
  }

  private mutating func instance(_ element: XMLTree) -> EmbeddedMetadata.Instance {
    let remap = element.first("addrRemap")
    let base = remap.map { number("base", of: $0) }
    return EmbeddedMetadata.Instance(
      name: text("name", of: element), baseAddress: base == .max ? nil : base,
      range: remap.map { number("range", of: $0, missing: 0) } ?? 0)
  }

  /// An attribute that must be there.
  private mutating func text(_ name: String, of element: XMLTree) -> String {
    guard let text = element.attributes[name], !text.isEmpty else {
      report(element.line, "\(element.name): found no `\(name)`, expected a text")
      return ""
    }
    return text
  }

  /// A number in hexadecimal (`0x10`) or decimal; an empty one is 0, as in XRT.
  private mutating func number(
    _ name: String, of element: XMLTree, missing: UInt64? = nil
  ) -> UInt64 {
    guard let text = element.attributes[name] ?? (missing == nil ? nil : "") else {
      report(element.line, "\(element.name): found no `\(name)`, expected a number such as 0x10")
      return 0
    }
    guard !text.isEmpty else { return missing ?? 0 }
    let isHexadecimal = text.lowercased().hasPrefix("0x")
    let number =
      isHexadecimal ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text, radix: 10)
    guard let number else {
      report(
        element.line,
        "\(element.name): \(name): found `\(text)`, expected a number such as 0x10")
      return 0
    }
    return number
  }
}

extension EmbeddedMetadata.Argument {
  fileprivate var indexOrEnd: Int { index ?? .max }
}

extension [EmbeddedMetadata.Argument] {
  /// Elements with equal keys keep their order.
  fileprivate func stablySorted(by key: (Element) -> Int) -> [Element] {
    enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }
      .map(\.element)
  }
}
