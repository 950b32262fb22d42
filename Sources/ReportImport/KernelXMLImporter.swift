import Measurements
import Xclbin

/// `kernel.xml` of Vitis: the ports and arguments of a kernel, inside every `.xo`.
struct KernelXMLImporter: ReportImporter {
  let kind = "kernel-xml"

  func recognises(_ head: ReportHead) -> Bool {
    head.contains("<root") && head.contains("<kernel ") && head.contains("<port")
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    let root = try XMLReport.root(of: file, named: "root")
    var fields = FieldReader()
    for kernel in root.elements("kernel") {
      var facts = KernelFacts(kernel: kernel.attributes["name"] ?? "")
      facts.tool = "Vitis HLS"
      for port in kernel.first("ports")?.elements("port") ?? []
      where port.attributes["mode"] == "master" && port.attributes["portType"] == "addressable" {
        let name = port.attributes["name"] ?? ""
        let place = "root/kernel/ports/port[\(name)]/dataWidth"
        let bits = fields.count(port.attributes["dataWidth"] ?? "", port.line, place)
        if let bits { facts.ports.append(.init(name: name, bits: bits)) }
      }
      receiver.take(facts.row(kind, file))
    }
    try fields.finish(file)
  }
}
