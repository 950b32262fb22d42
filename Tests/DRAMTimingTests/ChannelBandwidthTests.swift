import DRAMTiming
import Quantities
import Specs
import TestSupport
import Testing

@Suite("Bandwidth of a channel")
struct ChannelBandwidthTests {
  /// The same device with the whole column in the low bits of an address.
  private static func columnLow(_ spec: DRAMSpec) -> DRAMSpec {
    var spec = spec
    let bits = { (field: DRAMAddressField) in
      spec.addressMap.pieces.filter { $0.field == field }.map(\.bits).reduce(0, +)
    }
    spec.addressMap.pieces = [.row, .bank, .bankGroup, .column].map {
      DRAMAddressPiece(field: $0, bits: bits($0))
    }
    return spec
  }

  /// Figures of DRAM simulators for one pattern, in % of the peak.
  ///
  /// DRAMsim3 and Ramulator 2.1, with bank-group bits lowest or column bits lowest.
  @Test(
    "Sequential and strided reads reach what DRAM simulators give",
    arguments: [
      (ShippedDevice.ddr4, false, 64, 95.1), (.ddr4, true, 64, 75), (.ddr4, false, 256, 63),
      (.ddr4, true, 256, 95), (.ddr4, true, 16384, 54), (.hbm2, false, 32, 92),
      (.hbm2, true, 32, 92.2), (.hbm2, false, 4096, 17), (.hbm2, true, 16384, 4.2),
    ])
  func simulators(device: ShippedDevice, columnLow: Bool, stride: Int, percent: Double) throws {
    let spec = columnLow ? Self.columnLow(try device.spec()) : try device.spec()
    let bytes = device == .ddr4 ? 64 : 32
    let run = SaturatedRun(spec, count: 60_000) { .init(transaction: $0 * stride / bytes) }
    #expect(abs(run.efficiency * 100 - percent) < 1, "\(run.efficiency)")
  }

  @Test("Random 64-byte reads keep a channel as busy as DRAM simulators say")
  func random() throws {
    let ddr4 = randomRun(try ShippedDevice.ddr4.spec(), burstsPerAccess: 1)
    #expect((0.80...0.91).contains(ddr4.efficiency), "\(ddr4.efficiency)")
    let hbm2 = randomRun(try ShippedDevice.hbm2.spec(), burstsPerAccess: 1)
    #expect(abs(hbm2.efficiency - 0.45) < 0.02, "\(hbm2.efficiency)")
    let pairs = randomRun(Self.columnLow(try ShippedDevice.hbm2.spec()), burstsPerAccess: 2)
    #expect((0.79...0.89).contains(pairs.efficiency), "\(pairs.efficiency)")
  }

  /// Shuhai (FCCM 2020), Fig. 7: U280 HBM, 32-byte reads, stride 4 KiB, in GB/s.
  @Test(
    "Strided reads of HBM reach what Shuhai measured in 8 KiB and in 256 MiB",
    arguments: [(8 << 10, 6.7), (256 << 20, 2.4)])
  func shuhai(workingSet: Int, gigabytes: Double) throws {
    let device = ShippedDevice.hbm2
    let run = SaturatedRun(try device.spec(), count: 60_000) {
      .init(transaction: ($0 * 4096) % workingSet / 32)
    }
    let found = try device.memory().peakBandwidth * run.efficiency
    #expect(abs(found.value / 1e9 - gigabytes) < 0.05, "\(found)")
  }

  @Test("Rows of one bank take exactly one nRC each", arguments: ShippedDevice.allCases)
  func oneBank(device: ShippedDevice) throws {
    var spec = try device.spec()
    spec.timings.refresh.nREFI = 1 << 20
    let mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    let count = 1000
    let run = SaturatedRun(spec, count: count) { access in
      .init(
        transaction: mapping.transaction(
          at: .init(bankGroup: 0, bank: 0, row: access, column: 0)))
    }
    let timings = spec.timings
    let last = timings.row.nRCDRD + timings.column.nCL + timings.column.nBL
    #expect(run.cycles == (count - 1) * timings.row.nRC + last)
    #expect(run.use.rowMiss == run.use.waitingIdle)
  }

  @Test("One row alone is as fast as its bank group allows", arguments: ShippedDevice.allCases)
  func oneRow(device: ShippedDevice) throws {
    var spec = try device.spec()
    spec.timings.refresh.nREFI = 1 << 20
    let mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    let columns = spec.geometry.transactionsPerRow
    let run = SaturatedRun(spec, count: 500) { access in
      .init(
        transaction: mapping.transaction(
          at: .init(bankGroup: 0, bank: 0, row: 0, column: access % columns)))
    }
    let column = spec.timings.column
    let first = spec.timings.row.nRCDRD + column.nCL + column.nBL
    #expect(run.cycles == 499 * column.nCCDL + first)
    #expect(run.use.bankGroup == 499 * (column.nCCDL - column.nBL))
  }

  @Test(
    "No traffic is faster than refreshes leave room for", arguments: ShippedDevice.allCases,
    1...12 as ClosedRange<UInt64>)
  func ceiling(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.policy(of: try device.spec(), seed: seed)
    let stream = TrafficStream(spec: spec, count: 20_000, seed: seed, isSaturated: true)
    let run = SaturatedRun(spec, count: stream.items.count) {
      .init(transaction: stream.items[$0].transaction, isWrite: stream.items[$0].isWrite)
    }
    // One refresh may be still to come when the run ends.
    let slack = Double(spec.timings.refresh.nRFC) / Double(run.cycles)
    #expect(run.efficiency <= run.ceiling + slack)
    #expect(run.use.busy == 20_000 * spec.timings.column.nBL)
    #expect(run.use.busy + run.use.waitingIdle <= run.cycles)
  }

  @Test("A larger queue never makes sequential reads slower")
  func queues() throws {
    var spec = try ShippedDevice.ddr4.spec()
    var cycles: [Int] = []
    for places in [1, 2, 4, 8, 16, 32, 64] {
      spec.scheduling.readQueue = places
      spec.scheduling.window = places
      cycles.append(SaturatedRun(spec, count: 20_000) { .init(transaction: $0) }.cycles)
    }
    #expect(cycles == cycles.sorted(by: >))
  }

  @Test("Reads and writes in turn lose cycles to turning the bus around")
  func turnaround() throws {
    let spec = try ShippedDevice.ddr4.spec()
    let half = spec.geometry.transactions / 2
    let mixed = SaturatedRun(spec, count: 20_000) {
      .init(transaction: $0 / 2 + $0 % 2 * half, isWrite: $0 % 2 == 1)
    }
    let reads = SaturatedRun(spec, count: 20_000) { .init(transaction: $0) }
    #expect(reads.use.turnaround == 0)
    #expect(mixed.use.turnaround > 0)
    #expect(mixed.cycles > reads.cycles)
  }

  private func randomRun(_ spec: DRAMSpec, burstsPerAccess: Int) -> SaturatedRun {
    var generator = SeededGenerator(seed: 5)
    var transaction = 0
    return SaturatedRun(spec, count: 60_000) { access in
      // The driver may ask again for an access that found no room: then it is another one.
      if access % burstsPerAccess == 0 {
        let count = spec.geometry.transactions / burstsPerAccess
        transaction = Int.random(in: 0..<count, using: &generator) * burstsPerAccess
      }
      return .init(transaction: transaction + access % burstsPerAccess)
    }
  }
}
