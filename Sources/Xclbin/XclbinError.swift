/// One mistake in an xclbin file, with its place.
package struct XclbinFinding: Hashable, Sendable, CustomStringConvertible {
  /// The section, e.g. `MEM_TOPOLOGY`; `nil` for the header or the file as a whole.
  package var section: String?
  /// Bytes from the start of the file; `nil` where no single byte is meant.
  package var offset: Int?
  /// What was found and what was expected.
  package var message: String

  /// Creates a finding.
  package init(section: String? = nil, offset: Int? = nil, _ message: String) {
    self.section = section
    self.offset = offset
    self.message = message
  }

  /// `MEM_TOPOLOGY: byte 0x230: found …, expected …`, in one line.
  package var description: String {
    [section, offset.map { "byte \(hexadecimal($0))" }, message]
      .compactMap(\.self).joined(separator: ": ")
  }
}

/// Why an xclbin file cannot be read, or why sections cannot be made.
package struct XclbinError: Error, Hashable, CustomStringConvertible {
  /// The file as the user named it; `nil` for sections that are being made.
  package var file: String?
  /// The mistakes; never empty, in the order in which they were found.
  package var findings: [XclbinFinding]

  /// Creates an error.
  package init(file: String? = nil, findings: [XclbinFinding]) {
    self.file = file
    self.findings = findings
  }

  /// What the user reads: one line per mistake, each beginning with the file.
  package var description: String {
    findings.map { finding in file.map { "\($0): \(finding)" } ?? finding.description }
      .joined(separator: "\n")
  }
}

/// `0x1f8`.
func hexadecimal(_ number: some BinaryInteger) -> String { "0x" + String(number, radix: 16) }
