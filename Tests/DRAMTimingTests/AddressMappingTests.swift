import DRAMTiming
import Specs
import TestSupport
import Testing

@Suite("Address mapping")
struct AddressMappingTests {
  @Test(
    "Every transaction number of a shipped device is one place, and back",
    arguments: ShippedDevice.allCases)
  func shippedMaps(device: ShippedDevice) throws {
    let spec = try device.spec()
    expectBijection(AddressMapping(spec.addressMap, geometry: spec.geometry), spec, seed: 1)
  }

  @Test(
    "Any order of fields and splits is a bijection", arguments: ShippedDevice.allCases,
    1...20 as ClosedRange<UInt64>)
  func randomMaps(device: ShippedDevice, seed: UInt64) throws {
    let spec = try device.spec()
    let map = Self.randomMap(spec, seed: seed)
    expectBijection(AddressMapping(map, geometry: spec.geometry), spec, seed: seed)
  }

  @Test("All numbers of a small channel take all places, each once")
  func exhaustive() throws {
    var spec = try ShippedDevice.ddr4.spec()
    spec.geometry.rows = 8
    spec.addressMap.pieces = [
      .init(field: .column, bits: 3), .init(field: .bank, bits: 1), .init(field: .row, bits: 3),
      .init(field: .bankGroup, bits: 2), .init(field: .column, bits: 4),
      .init(field: .bank, bits: 1),
    ]
    let mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    let places = Set((0..<mapping.transactions).map(mapping.location))
    #expect(places.count == mapping.transactions)
    #expect(mapping.transactions == 16 * 8 * 128)
  }

  @Test("Consecutive bursts of DDR4 go to the four bank groups in turn")
  func interleave() throws {
    let spec = try ShippedDevice.ddr4.spec()
    let mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    #expect((0..<8).map { mapping.location(of: $0).bankGroup } == [0, 1, 2, 3, 0, 1, 2, 3])
    #expect((0..<8).map { mapping.location(of: $0).column } == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(mapping.location(of: 8).bank == 1)
  }

  @Test("A field in two pieces has its high bits in the first of them")
  func splitField() throws {
    let spec = try ShippedDevice.hbm2.spec()
    let mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    #expect(mapping.location(of: 1) == .init(bankGroup: 1, bank: 0, row: 0, column: 0))
    #expect(mapping.location(of: 1 << 8) == .init(bankGroup: 2, bank: 0, row: 0, column: 0))
    #expect(mapping.location(of: 1 << 9) == .init(bankGroup: 0, bank: 0, row: 1, column: 0))
  }

  private func expectBijection(_ mapping: AddressMapping, _ spec: DRAMSpec, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let geometry = spec.geometry
    #expect(mapping.transactions == geometry.transactions)
    for _ in 0..<500 {
      let number = Int.random(in: 0..<mapping.transactions, using: &generator)
      let place = mapping.location(of: number)
      #expect(mapping.transaction(at: place) == number)
      #expect(
        mapping.bankIndex(of: number) == place.bankGroup * geometry.banksPerGroup + place.bank)
      #expect(mapping.row(of: number) == place.row)
      let other = DRAMLocation(
        bankGroup: .random(in: 0..<geometry.bankGroups, using: &generator),
        bank: .random(in: 0..<geometry.banksPerGroup, using: &generator),
        row: .random(in: 0..<geometry.rows, using: &generator),
        column: .random(in: 0..<geometry.transactionsPerRow, using: &generator))
      #expect(mapping.location(of: mapping.transaction(at: other)) == other)
    }
  }

  /// The pieces of the shipped map, some cut in two, in a random order.
  private static func randomMap(_ spec: DRAMSpec, seed: UInt64) -> DRAMAddressMap {
    var generator = SeededGenerator(seed: seed)
    var map = spec.addressMap
    map.pieces = map.pieces.flatMap { piece -> [DRAMAddressPiece] in
      let cut = Int.random(in: 0...piece.bits, using: &generator)
      return [
        .init(field: piece.field, bits: cut), .init(field: piece.field, bits: piece.bits - cut),
      ]
    }
    map.pieces.shuffle(using: &generator)
    return map
  }
}
