import Foundation

/// The board as XRT's library sees it: memory, compute units, and what it says of them.
struct EmulatedDevice: ~Copyable {
  private var memory: DeviceMemory
  private var program: LoadedProgram?
  private var journal: DeviceJournal
  private var transfers = TransferLog()
  private let options: DeviceOptions
  private var folder = "/tmp"
  private var files = 0

  init(_ options: DeviceOptions) {
    self.options = options
    memory = DeviceMemory(isExact: options.hasExactGuards)
    journal = DeviceJournal(options)
  }

  /// Does what a call asks for; the answer's body.
  ///
  /// What cannot be done is said in the journal: of most answers XRT looks at nothing.
  mutating func answer(_ call: DeviceCall) -> [UInt8] {
    program?.collect(&memory, &journal)
    do { return try perform(call) } catch {
      journal.log("\(error)")
      if case .read(_, let size) = call {
        // XRT copies as many bytes as it asked for, whatever comes.
        let count = min(Int(clamping: size), DeviceConnection.longestBody)
        return WireWriter.answer(0, [UInt8](repeating: 0, count: count))
      }
      return WireWriter.answer(0)
    }
  }

  private mutating func perform(_ call: DeviceCall) throws -> [UInt8] {
    switch call {
    case .close:
      return WireWriter.answer(1)
    case .load(_, let library, let folder, let banks):
      return WireWriter.answer(try load(library, folder: folder, banks: banks) ? 1 : 0)
    case .allocate(let address, let size, let isMapped):
      return try allocate(address, size, isMapped)
    case .free(let address):
      if let buffer = memory.free(address) { journal.noteFreed(buffer) }
      return WireWriter.answer(1)
    case .write(let address, let bytes):
      try write(address, bytes)
      return WireWriter.answer(UInt64(bytes.count))
    case .read(let address, let size):
      return WireWriter.answer(size, try read(address, size))
    case .writeRegisters(let address, let bytes):
      guard program?.write(bytes, at: address, &memory, &journal) == true else {
        throw DeviceMemory.Failure(description: "registers at \(hex(address)) are of no unit")
      }
      return WireWriter.answer(1)
    case .readRegisters(let address, let size):
      let count = min(Int(clamping: size), ControlRegisters.bytes)
      guard let bytes = program?.read(count, at: address) else {
        return WireWriter.answer(1, [UInt8](repeating: 0, count: count))
      }
      return WireWriter.answer(1, bytes)
    case .copyToFile, .copyFromFile:
      try copy(call)
      return WireWriter.answer(1)
    case .timestamp:
      return WireWriter.answer(DispatchTime.now().uptimeNanoseconds)
    case .acknowledged:
      return WireWriter.answer(1)
    case .unknown(let number):
      journal.noteUnknown(number)
      return WireWriter.answer(1)
    case .malformed(let number):
      throw DeviceMemory.Failure(description: "call \(number) lacks a field")
    }
  }

  /// Ends the report.
  mutating func finish(isClosed: Bool) {
    program?.collect(&memory, &journal)
    program?.finish(isClosed: isClosed, &journal)
    for buffer in memory.buffers { journal.noteFreed(buffer) }
    if let done = transfers.flush() { journal.write(done, memory) }
    program?.time(&journal)
    journal.finish(isClosed: isClosed)
  }

  private mutating func load(_ library: String, folder: String, banks: [UInt64]) throws -> Bool {
    if !folder.isEmpty { self.folder = folder }
    // A host that allocates before it loads: banks, but no program yet.
    guard !library.isEmpty else {
      memory.setBanks(sizes: banks, names: [])
      return true
    }
    do {
      let loaded = try LoadedProgram(
        library: library, options: options, firstRun: program?.nextRun ?? 0)
      program?.time(&journal)
      memory.setBanks(sizes: banks, names: loaded.description.memories.map(\.name))
      journal.noteLoaded(loaded)
      program = loaded
      return true
    } catch {
      journal.find(.error, "\(error)")
      return false
    }
  }

  private mutating func allocate(
    _ address: UInt64, _ size: UInt64, _ isMapped: Bool
  ) throws -> [UInt8] {
    var file: String?
    if isMapped {
      let path = "\(folder)/buffer_\(files)"
      files += 1
      guard FileManager.default.createFile(atPath: path, contents: nil),
        truncate(path, off_t(clamping: size)) == 0
      else { throw DeviceMemory.Failure(description: "\(path) cannot be written") }
      file = path
    }
    do { try memory.allocate(address: address, size: size, file: file) } catch {
      journal.find(.error, "\(error)")
      throw error
    }
    guard let file else { return WireWriter.answer(1) }
    return WireWriter.answer(1, Array(file.utf8))
  }

  private mutating func write(_ address: UInt64, _ bytes: ArraySlice<UInt8>) throws {
    let (buffer, offset) = try memory.find(address, count: UInt64(bytes.count))
    guard buffer.write(bytes, at: offset) else {
      throw DeviceMemory.Failure(
        description: "a kernel runs on the buffer at \(hex(buffer.address)): nothing is copied")
    }
    if let done = transfers.add(.toDevice, address, bytes.count) { journal.write(done, memory) }
  }

  private mutating func read(_ address: UInt64, _ size: UInt64) throws -> UnsafeRawBufferPointer {
    let (buffer, offset) = try memory.find(address, count: size)
    guard let bytes = buffer.read(Int(clamping: size), at: offset) else {
      throw DeviceMemory.Failure(
        description: "a kernel runs on the buffer at \(hex(buffer.address)): nothing is copied")
    }
    if let done = transfers.add(.fromDevice, address, bytes.count) { journal.write(done, memory) }
    return bytes
  }

  /// Between a buffer and a file that the host maps as another one.
  private mutating func copy(_ call: DeviceCall) throws {
    switch call {
    case .copyToFile(let source, let file, let size, let from, let to):
      let bytes = try read(source &+ from, size)
      guard let handle = FileHandle(forUpdatingAtPath: file) else {
        throw DeviceMemory.Failure(description: "\(file) cannot be written")
      }
      try handle.seek(toOffset: to)
      try handle.write(contentsOf: Data(bytes))
    case .copyFromFile(let file, let target, let size, let from, let to):
      guard let handle = FileHandle(forReadingAtPath: file) else {
        throw DeviceMemory.Failure(description: "\(file) cannot be read")
      }
      try handle.seek(toOffset: from)
      let data = try handle.read(upToCount: Int(clamping: size)) ?? Data()
      try write(target &+ to, Array(data)[...])
    default: break
    }
  }
}
