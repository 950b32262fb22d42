import Quantities
package import Specs
package import Xclbin

/// The memories of a board as an xclbin lists them: one bank per channel, in the order of the board's file.
///
/// Base addresses: HBM from 0, its pseudo-channels one behind the other; beside HBM, DDR from
/// 0x40_0000_0000 in steps of that size (`xclbinutil --info` of the U280 builds in
/// pc2/hpcc_fpga_eval_21). DDR without HBM is assumed to lie in steps of 0x10_0000_0000, other memories
/// behind all; XRT's emulation does not look at them.
package struct BoardTopology: Sendable {
  /// The banks.
  package let banks: [MemoryBank]
  /// The number of the first bank of each memory, by its name in the board's file.
  package let first: [String: Int]

  /// Lists the memories of a board.
  package init(_ board: BoardSpec) {
    var banks: [MemoryBank] = []
    var first: [String: Int] = [:]
    var free: UInt64 = 0x100_0000_0000
    let hasHBM = board.memories.contains { $0.connectivityTag == "HBM" }
    let ddrStep: UInt64 = hasHBM ? 0x40_0000_0000 : 0x10_0000_0000
    for memory in board.memories {
      first[memory.name] = banks.count
      let size = UInt64(clamping: memory.device.capacity.value)
      let isHBM = memory.connectivityTag == "HBM"
      let isDDR = memory.connectivityTag == "DDR"
      let step = isDDR ? max(size, ddrStep) : size
      let start = isHBM ? 0 : isDDR ? 0x40_0000_0000 : free
      for channel in 0..<memory.channels {
        banks.append(
          MemoryBank(
            kind: isHBM ? .hbm : isDDR ? .ddr4 : .dram, isUsed: false, kibibytes: size / 1024,
            baseAddress: start &+ UInt64(channel) &* step,
            name: "\(memory.connectivityTag)[\(channel)]"))
      }
      if !isHBM, !isDDR { free = free &+ UInt64(memory.channels) &* step }
    }
    self.banks = banks
    self.first = first
  }
}
