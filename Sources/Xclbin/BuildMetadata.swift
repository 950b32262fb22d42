import Foundation

/// What a file says of the tools that made it: the JSON of `BUILD_METADATA`.
///
/// Keys: what `xclbinutil --info` (2.13, `FormattedOutput.cxx`) reads.
package struct BuildMetadata: Hashable, Sendable {
  /// The program that built it, e.g. `v++`; empty when not said.
  package var tool: String
  /// Its version, e.g. `2022.1`.
  package var version: String
  /// The command line.
  package var options: String
  /// Vendor, board, name and version of the platform; empty when not said.
  package var platform: String

  /// Creates build metadata.
  package init(tool: String, version: String, options: String, platform: String) {
    self.tool = tool
    self.version = version
    self.options = options
    self.platform = platform
  }
}

extension BuildMetadata {
  /// Reads a section; what is wrong is appended to `findings`.
  ///
  /// - Returns: What could be read; `nil` when it is no JSON object.
  static func read(
    _ section: XclbinSection, _ findings: inout [XclbinFinding]
  ) -> BuildMetadata? {
    let end = section.bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    let root: Any
    do {
      root = try JSONSerialization.jsonObject(with: Data(section.bytes[..<end]))
    } catch {
      findings.append(
        XclbinFinding(
          section: section.kind.description, offset: section.offset,
          "is no JSON: \(error.localizedDescription)"))
      return nil
    }
    guard let root = root as? [String: Any],
      let metadata = root["build_metadata"] as? [String: Any]
    else {
      findings.append(
        XclbinFinding(
          section: section.kind.description, offset: section.offset,
          "found JSON without `build_metadata`, expected an object with it"))
      return nil
    }
    return BuildMetadata(metadata)
  }

  private init(_ metadata: [String: Any]) {
    let xclbin = metadata["xclbin"] as? [String: Any]
    let generator = xclbin?["generated_by"] as? [String: Any]
    let roms = (metadata["dsa"] as? [String: Any])?["feature_roms"] as? [[String: Any]]
    tool = generator?["name"] as? String ?? ""
    version = generator?["version"] as? String ?? ""
    options = generator?["options"] as? String ?? ""
    platform = roms?.first?["vbnvName"] as? String ?? roms?.first?["vbnv_name"] as? String ?? ""
  }

  /// The section with the JSON: keys sorted, no dates, so that equal builds give equal bytes.
  ///
  /// - Parameter metadata: The kernels that it lists, with ports and arguments.
  /// - Returns: The section.
  /// - Throws: ``XclbinError`` when it cannot be written as JSON.
  package func section(for metadata: EmbeddedMetadata) throws(XclbinError) -> XclbinSection {
    let generator = ["name": tool, "version": version, "options": options]
    let region: [String: Any] = [
      "name": "OCL_REGION_0", "type": "clc_region",
      "kernels": metadata.kernels.map(Self.object),
    ]
    let root: [String: Any] = [
      "build_metadata": [
        "dsa": [
          "vendor": metadata.platform.vendor, "board_id": metadata.platform.board,
          "name": metadata.platform.name, "version_major": "\(metadata.platform.major)",
          "version_minor": "\(metadata.platform.minor)",
          "feature_roms": [["timeSinceEpoch": "0", "vbnvName": platform]],
        ] as [String: Any],
        "xclbin": ["generated_by": generator, "user_regions": [region]] as [String: Any],
      ],
      "schema_version": ["major": "1", "minor": "0", "patch": "0"],
    ]
    do {
      let data = try JSONSerialization.data(
        withJSONObject: root, options: [.sortedKeys, .withoutEscapingSlashes])
      return XclbinSection(.buildMetadata, bytes: Array(data))
    } catch {
      throw XclbinError(findings: [
        XclbinFinding(section: "BUILD_METADATA", "cannot be written as JSON: \(error)")
      ])
    }
  }

  private static func object(_ kernel: EmbeddedMetadata.Kernel) -> [String: Any] {
    [
      "name": kernel.name,
      "ports": kernel.ports.map { port in
        [
          "name": port.name, "mode": port.mode, "range": hexadecimal(port.range),
          "data_width": "\(port.dataWidth)", "port_type": port.kind, "base": "0x0",
        ]
      },
      "arguments": kernel.arguments.map { argument in
        [
          "name": argument.name, "address_qualifier": "\(argument.qualifier.rawValue)",
          "id": argument.index.map(String.init) ?? "", "port": argument.port,
          "size": hexadecimal(argument.size), "offset": hexadecimal(argument.offset),
          "host_offset": "0x0", "host_size": hexadecimal(argument.hostSize),
          "type": argument.type,
        ]
      },
      "instances": kernel.instances.map { ["name": $0.name] },
    ]
  }
}
