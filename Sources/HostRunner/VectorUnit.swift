/// The widest vectors that compilers are asked for on a processor.
package struct VectorUnit: Hashable, Sendable {
  /// Its name, e.g. `AVX-512`.
  package var name: String
  /// Bytes of a register.
  package var bytes: Int
  /// Vector registers.
  package var registers: Int
  /// Whether it calculates with IEEE half precision, not only converts it.
  package var hasHalf: Bool

  /// Creates a description.
  package init(name: String, bytes: Int, registers: Int, hasHalf: Bool) {
    self.name = name
    self.bytes = bytes
    self.registers = registers
    self.hasHalf = hasHalf
  }

  /// Finds the unit by the words of `/proc/cpuinfo`: `flags` on x86-64, `Features` on AArch64.
  ///
  /// Linux, arch/x86/include/asm/cpufeatures.h and Documentation/arch/arm64/elf_hwcaps.rst.
  /// Registers of SVE are as wide as the machine likes; NEON's 16 bytes are what is sure there.
  ///
  /// - Parameter cpuinfo: The text of the file.
  /// - Returns: What every processor of its kind has when neither line is there: 16 bytes.
  static func unit(cpuinfo: String) -> VectorUnit {
    if let words = HostFiles.value(of: "flags", in: cpuinfo) {
      let flags = Set(words.split(separator: " "))
      let hasHalf = flags.contains("avx512_fp16")
      if flags.contains("avx512f") {
        return VectorUnit(name: "AVX-512", bytes: 64, registers: 32, hasHalf: hasHalf)
      }
      if flags.contains("avx2") {
        return VectorUnit(name: "AVX2", bytes: 32, registers: 16, hasHalf: false)
      }
      if flags.contains("avx") {
        return VectorUnit(name: "AVX", bytes: 32, registers: 16, hasHalf: false)
      }
      return VectorUnit(name: "SSE2", bytes: 16, registers: 16, hasHalf: false)
    }
    let features = Set(
      (HostFiles.value(of: "Features", in: cpuinfo) ?? "").split(separator: " "))
    return VectorUnit(
      name: features.contains("sve") ? "NEON (SVE present)" : "NEON", bytes: 16, registers: 32,
      hasHalf: features.contains("asimdhp"))
  }
}
