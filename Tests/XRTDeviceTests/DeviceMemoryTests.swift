import Testing

@testable import XRTDevice

@Suite("The memory of an emulated device")
struct DeviceMemoryTests {
  @Test("What was transferred last page and all ends at the border, and its contents move along")
  func exactEnd() throws {
    let buffer = try #require(
      DeviceBuffer(address: 0, capacity: 4096, file: nil, isExact: true))
    #expect(buffer.size == 4096)
    #expect(buffer.write([UInt8](repeating: 7, count: 400)[...], at: 0))
    #expect(buffer.size == 400)
    let start = buffer.prepare()
    #expect(start.load(fromByteOffset: 399, as: UInt8.self) == 7)
    start.storeBytes(of: 1, toByteOffset: 400, as: UInt8.self)
    #expect(buffer.finish() == 400)
  }

  @Test("Ranges that leave a buffer are refused")
  func ranges() throws {
    var memory = DeviceMemory()
    memory.setBanks(sizes: [1 << 20, 1 << 20], names: ["HBM[0]", "HBM[1]"])
    try memory.allocate(address: 1 << 20, size: 4096, file: nil)
    #expect(memory.bank(of: 1 << 20) == 1)
    let behind = memory.find((1 << 20) + 4096)
    #expect(behind?.offset == nil)
    let frozen = memory
    #expect(throws: DeviceMemory.Failure.self) { _ = try frozen.find(1 << 20, count: 4097) }
    var isRefused = false
    do { try memory.allocate(address: (1 << 20) + 64, size: 64, file: nil) } catch {
      isRefused = true
    }
    #expect(isRefused)
  }
}

@Suite("The registers of a compute unit")
struct ControlRegistersTests {
  @Test(
    "The end of a run is seen once with ap_ctrl_hs, and until it is acknowledged with ap_ctrl_chain"
  )
  func ends() {
    for control in [EmulationDescription.Control.handshake, .chain] {
      var registers = ControlRegisters(control: control)
      let word1 = registers.read(4, at: 0).bytes
      #expect(word1 == [4, 0, 0, 0])
      let isStarted = registers.write([1, 0, 0, 0], at: 0)
      let isStartedAgain = registers.write([1, 0, 0, 0], at: 0)
      #expect(isStarted && !isStartedAgain)
      let word2 = registers.read(4, at: 0).bytes
      #expect(word2 == [1, 0, 0, 0])
      registers.finish()
      let word3 = registers.read(4, at: 0).bytes
      #expect(word3 == [14, 0, 0, 0])
      let again: UInt8 = control == .handshake ? 4 : 14
      let word4 = registers.read(4, at: 0).bytes
      #expect(word4 == [again, 0, 0, 0])
      _ = registers.write([16, 0, 0, 0], at: 0)
      let word5 = registers.read(4, at: 0).bytes
      #expect(word5 == [4, 0, 0, 0])
    }
  }

  @Test("A chain unit that is started without a word on the end that was read runs again")
  func startedAgain() {
    var registers = ControlRegisters(control: .chain)
    for _ in 0..<3 {
      let isStarted = registers.write([1, 0, 0, 0], at: 0)
      #expect(isStarted)
      let running = registers.read(4, at: 0).bytes
      #expect(running == [1, 0, 0, 0])
      registers.finish()
      let over = registers.read(4, at: 0).bytes
      #expect(over == [14, 0, 0, 0])
    }
  }
}
