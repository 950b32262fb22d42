import Foundation

/// An xclbin file: a header and sections, in the order of the file's table.
///
/// A file that was read and not changed is written as it was read, byte for byte, whatever lies
/// between and behind its sections (a signature, the mirrored metadata of `xclbinutil`). A changed
/// or new one is laid out as `xclbinutil` does it: sections in order, each at a multiple of 8.
///
/// Layout: `axlf` in XRT's `xclbin.h`, version 2 of the format.
package struct XclbinFile: Hashable, Sendable {
  /// The header. A change drops what is known of the file's layout.
  package var header: XclbinHeader { didSet { layout = nil } }
  /// The sections. A change drops what is known of the file's layout.
  package var sections: [XclbinSection] { didSet { layout = nil } }
  /// The file as the user named it, for messages; `nil` for one that was made.
  package var path: String?

  private var layout: XclbinLayout?

  /// Creates a file from its parts.
  package init(header: XclbinHeader, sections: [XclbinSection]) {
    self.header = header
    self.sections = sections
  }

  /// Reads a file.
  ///
  /// - Parameter path: Where it is, absolute or relative to the working directory.
  /// - Throws: ``XclbinError`` with every mistake of the header and the section table.
  package init(contentsOf path: String) throws(XclbinError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw XclbinError(
        file: path,
        findings: [XclbinFinding("cannot be read: \(error.localizedDescription)")])
    }
    try self.init(bytes: Array(data), path: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What messages call it.
  /// - Throws: ``XclbinError`` with every mistake of the header and the section table.
  package init(bytes: [UInt8], path: String? = nil) throws(XclbinError) {
    let table = SectionTable(bytes)
    guard table.findings.isEmpty else {
      throw XclbinError(file: path, findings: table.findings)
    }
    header = XclbinHeader(bytes[...])
    sections = table.entries.map { entry in
      XclbinSection(
        entry.kind, name: entry.name, bytes: Array(bytes[entry.range]),
        offset: entry.range.lowerBound)
    }
    self.path = path
    layout = XclbinLayout(bytes, header: header, entries: table.entries)
  }

  /// The first section of a kind, which is the one that XRT uses.
  package func section(_ kind: SectionKind) -> XclbinSection? {
    sections.first { $0.kind == kind }
  }

  /// The bytes of the file.
  ///
  /// - Throws: ``XclbinError`` when names do not fit their fields.
  package func encoded() throws(XclbinError) -> [UInt8] {
    let names = sections.compactMap {
      misfit($0.name, length: 16, "the section's name", section: $0.kind.description)
    }
    let findings = layout == nil ? header.misfits + names : []
    guard findings.isEmpty else { throw XclbinError(file: path, findings: findings) }
    let layout = layout ?? XclbinLayout(sections: sections)
    return layout.encoded(header: header, sections: sections)
  }

  /// Writes the file.
  ///
  /// - Parameter path: Where to; an existing file is replaced at once, never half.
  /// - Throws: ``XclbinError`` when names do not fit their fields, or the file cannot be written.
  package func write(to path: String) throws(XclbinError) {
    let bytes = try encoded()
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw XclbinError(
        file: path,
        findings: [XclbinFinding("cannot be written: \(error.localizedDescription)")])
    }
  }
}
