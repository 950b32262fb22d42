import Foundation
import Quantities

extension EmbeddedMetadata {
  /// The section with the XML, as XRT reads it.
  ///
  /// - Throws: ``XclbinError`` for texts with characters that XML cannot hold.
  package func section() throws(XclbinError) -> XclbinSection {
    let bytes = Array(document.utf8)
    do {
      _ = try XMLTree.read(bytes)
    } catch {
      throw XclbinError(findings: [
        XclbinFinding(
          section: "EMBEDDED_METADATA",
          "a name or type cannot be written as XML: \(error.message)")
      ])
    }
    return XclbinSection(.embeddedMetadata, bytes: bytes)
  }

  /// The XML.
  var document: String {
    var writer = XMLWriter()
    writer.element("project", [("name", project)]) { $0.platform(self) }
    return writer.text
  }
}

/// Writes elements, two spaces deeper for each level.
private struct XMLWriter {
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
  private var depth = 0

  mutating func element(
    _ name: String, _ attributes: [(String, String)],
    _ children: ((inout XMLWriter) -> Void)? = nil
  ) {
    let fields = attributes.map { " \($0.0)=\"\(Self.escaped($0.1))\"" }.joined()
    let indent = String(repeating: "  ", count: depth)
    guard let children else {
      text += "\(indent)<\(name)\(fields)/>\n"
      return
    }
    text += "\(indent)<\(name)\(fields)>\n"
    depth += 1
    children(&self)
    depth -= 1
    text += "\(indent)</\(name)>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&apos;")
  }

  mutating func platform(_ metadata: EmbeddedMetadata) {
    let platform = metadata.platform
    element(
      "platform",
      [
        ("vendor", platform.vendor), ("boardid", platform.board), ("name", platform.name),
        ("featureRomTime", "0"),
      ]
    ) { writer in
      writer.element("version", [("major", "\(platform.major)"), ("minor", "\(platform.minor)")])
      writer.element(
        "device", [("name", "fpga0"), ("fpgaDevice", metadata.part), ("addrWidth", "0")]
      ) { $0.core(metadata) }
    }
  }

  private mutating func core(_ metadata: EmbeddedMetadata) {
    element(
      "core",
      [
        ("name", "OCL_REGION_0"), ("target", metadata.target), ("type", "clc_region"),
        ("clockFreq", "0MHz"), ("numComputeUnits", "60"),
      ]
    ) { writer in
      writer.element("kernelClocks", []) { writer in
        for clock in metadata.clocks {
          let megahertz = String(format: "%.6fMHz", (clock.frequency?.value ?? 0) / 1e6)
          writer.element("clock", [("port", clock.port), ("frequency", megahertz)])
        }
      }
      for kernel in metadata.kernels { writer.kernel(kernel) }
    }
  }

  private mutating func kernel(_ kernel: EmbeddedMetadata.Kernel) {
    let control = kernel.control.map { [("hwControlProtocol", $0.description)] } ?? []
    element(
      "kernel",
      [
        ("name", kernel.name), ("language", kernel.language),
        ("vlnv", "xilinx.com:hls:\(kernel.name):1.0"),
        ("preferredWorkGroupSizeMultiple", "0"), ("workGroupSize", "1"), ("interrupt", "true"),
      ] + control
    ) { writer in
      for port in kernel.ports { writer.port(port) }
      for argument in kernel.arguments { writer.argument(argument) }
      writer.element("compileWorkGroupSize", [("x", "1"), ("y", "1"), ("z", "1")])
      writer.element("maxWorkGroupSize", [("x", "1"), ("y", "1"), ("z", "1")])
      for instance in kernel.instances { writer.instance(instance) }
    }
  }

  private mutating func port(_ port: EmbeddedMetadata.Port) {
    element(
      "port",
      [
        ("name", port.name), ("mode", port.mode), ("range", hexadecimal(port.range)),
        ("dataWidth", "\(port.dataWidth)"), ("portType", port.kind), ("base", "0x0"),
      ])
  }

  private mutating func argument(_ argument: EmbeddedMetadata.Argument) {
    element(
      "arg",
      [
        ("name", argument.name), ("addressQualifier", "\(argument.qualifier.rawValue)"),
        ("id", argument.index.map(String.init) ?? ""), ("port", argument.port),
        ("size", hexadecimal(argument.size)), ("offset", hexadecimal(argument.offset)),
        ("hostOffset", "0x0"), ("hostSize", hexadecimal(argument.hostSize)),
        ("type", argument.type),
      ])
  }

  private mutating func instance(_ instance: EmbeddedMetadata.Instance) {
    element("instance", [("name", instance.name)]) { writer in
      guard let base = instance.baseAddress else { return }
      writer.element(
        "addrRemap",
        [
          ("base", hexadecimal(base)), ("range", hexadecimal(instance.range)),
          ("port", "S_AXI_CONTROL"),
        ])
    }
  }
}
