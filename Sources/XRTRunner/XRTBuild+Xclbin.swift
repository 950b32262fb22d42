import Quantities
package import Xclbin

extension XRTBuild {
  /// What the runner needs of a file's contents.
  ///
  /// - Parameters:
  ///   - contents: The file.
  ///   - path: Where it is, for XRT and for messages.
  package init(_ contents: XclbinContents, path: String) {
    self.path = path
    mode = contents.mode.description
    platform = contents.platform.isEmpty ? nil : contents.platform
    clock = contents.kernelClock
    kernels = contents.kernels.map { kernel in
      Kernel(
        name: kernel.name, arguments: Self.arguments(kernel),
        units: contents.computeUnits(of: kernel.name).map { Self.unit($0, kernel, contents) })
    }
  }

  private static func arguments(_ kernel: EmbeddedMetadata.Kernel) -> [Argument] {
    kernel.arguments.compactMap { argument in
      guard let index = argument.index else { return nil }
      let port = kernel.ports.first { $0.name.lowercased() == argument.port.lowercased() }
      return Argument(
        index: index, name: argument.name, type: argument.type,
        bytes: Int(clamping: argument.size), isBuffer: argument.isBuffer,
        portBits: argument.isBuffer ? port?.dataWidth : nil)
    }
  }

  private static func unit(
    _ unit: XclbinComputeUnit, _ kernel: EmbeddedMetadata.Kernel, _ contents: XclbinContents
  ) -> Unit {
    var banks: [Int: [Bank]] = [:]
    for argument in kernel.arguments where argument.isBuffer {
      guard let index = argument.index else { continue }
      banks[index] = contents.banks(of: index, unit: unit).map {
        Bank(tag: $0.name, bytes: $0.size?.value ?? 0)
      }
    }
    return Unit(name: unit.instance, banks: banks)
  }
}
