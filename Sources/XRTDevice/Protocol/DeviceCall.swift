/// What XRT's library asks of the device process in software emulation.
///
/// Numbers and fields: XRT, `core/include/xcl_macros.h` and
/// `core/pcie/emulation/common_em/rpc_messages.proto`, equal in 2.13 and in the newest source.
enum DeviceCall {
  /// Ends a program; with `isLast` the host has closed the device.
  case close(isLast: Bool)
  /// A configuration is loaded: files with its XML and its shared library, and the sizes of the banks
  /// that XRT gives addresses from, in order.
  case load(metadata: String, library: String, folder: String, banks: [UInt64])
  /// A buffer at a device address. `isMapped`: the host maps a file for it.
  case allocate(address: UInt64, size: UInt64, isMapped: Bool)
  case free(address: UInt64)
  case write(address: UInt64, bytes: ArraySlice<UInt8>)
  case read(address: UInt64, size: UInt64)
  case writeRegisters(address: UInt64, bytes: ArraySlice<UInt8>)
  case readRegisters(address: UInt64, size: UInt64)
  /// Copies a buffer into a file that the host maps.
  case copyToFile(source: UInt64, file: String, size: UInt64, from: UInt64, to: UInt64)
  /// Copies a file that the host maps into a buffer.
  case copyFromFile(file: String, target: UInt64, size: UInt64, from: UInt64, to: UInt64)
  case timestamp
  /// Calls whose answer is that all is well: environment, set-up of streams, messages.
  case acknowledged(UInt64)
  /// A call that is not answered with what it asks for.
  case unknown(UInt64)
  /// A known call without the fields that it must have.
  case malformed(UInt64)

  /// Reads a call.
  init(number: UInt64, body: ArraySlice<UInt8>) {
    guard let message = WireMessage(body) else {
      self = .malformed(number)
      return
    }
    self = Self.read(number, message) ?? .malformed(number)
  }

  /// `nil`: a field is missing.
  private static func read(_ number: UInt64, _ message: WireMessage) -> DeviceCall? {
    switch number {
    case 1: return .close(isLast: message.number(3) == 1)
    case 3:
      return .load(
        metadata: message.text(1) ?? "", library: message.text(2) ?? "",
        folder: message.text(5) ?? "", banks: message.messages(8).map { $0.number(7) ?? 0 })
    case 4:
      guard let address = message.number(1), let size = message.number(2) else { return nil }
      return .allocate(address: address, size: size, isMapped: message.number(3) == 1)
    case 5: return message.number(1).map(DeviceCall.free)
    case 6, 7: return transfer(number, message)
    case 9:
      guard let address = message.number(2), let bytes = message.bytes(4) else { return nil }
      return .writeRegisters(address: address, bytes: bytes)
    case 11:
      guard let address = message.number(2), let size = message.number(3) else { return nil }
      return .readRegisters(address: address, size: size)
    case 22, 50: return copy(number, message)
    case 51, 52: return register(number, message)
    case 17: return .timestamp
    // Open, debug messages, environment, set-up of streams, content of an xclbin.
    case 0, 19, 20, 28, 46: return .acknowledged(number)
    default: return .unknown(number)
    }
  }

  private static func transfer(_ number: UInt64, _ message: WireMessage) -> DeviceCall? {
    if number == 6 {
      guard let address = message.number(3), let bytes = message.bytes(4) else { return nil }
      return .write(address: address, bytes: bytes)
    }
    guard let address = message.number(4), let size = message.number(5) else { return nil }
    return .read(address: address, size: size)
  }

  private static func register(_ number: UInt64, _ message: WireMessage) -> DeviceCall? {
    guard let base = message.number(1), let offset = message.number(2) else { return nil }
    let (address, isBeyond) = base.addingReportingOverflow(offset)
    guard !isBeyond else { return nil }
    if number == 51 {
      return message.bytes(3).map { .writeRegisters(address: address, bytes: $0) }
    }
    return message.number(3).map { .readRegisters(address: address, size: $0) }
  }

  private static func copy(_ number: UInt64, _ message: WireMessage) -> DeviceCall? {
    guard let address = message.number(1), let file = message.text(2), let size = message.number(3)
    else { return nil }
    let (from, to) = (message.number(4) ?? 0, message.number(5) ?? 0)
    return number == 22
      ? .copyToFile(source: address, file: file, size: size, from: from, to: to)
      : .copyFromFile(file: file, target: address, size: size, from: from, to: to)
  }
}
