import Measurements

/// One file being read: where it is, and what came of it so far.
struct RunSource {
  /// What a step did.
  enum Step {
    /// Rows may have come.
    case read
    /// Nothing is there now, more may come.
    case waiting
    /// The end, for now or for good.
    case atEnd
  }

  private static let pieceSize = 1 << 18

  /// The name as given.
  let name: String
  private(set) var stream = MeasurementStream()
  /// Why it cannot be read at all.
  private(set) var failure: String?
  /// Bytes read so far.
  private(set) var position = 0

  private let isFollowed: Bool
  private var file: RunFile?
  /// What still comes through a pipe into `file`.
  private var pipe: RunFile?
  private var received = 0
  private var isSpooled = false
  private var hasFinished = false
  /// The last bytes before `position`: a file that has others there now was written anew.
  private var tail: [UInt8] = []

  init(name: String, isFollowed: Bool) {
    self.name = name
    self.isFollowed = isFollowed
    do throws(RunStoreError) { try open() } catch { failure = error.description }
  }

  private mutating func open() throws(RunStoreError) {
    let opened = name == "-" ? try RunFile.standardInput() : try RunFile.open(name)
    if name != "-", opened.isRegular {
      file = opened
    } else {
      file = try RunFile.temporary()
      pipe = opened
      isSpooled = true
    }
  }

  /// Size as far as known, in bytes.
  var size: Int { max(file?.size ?? 0, position) }

  /// How single rows of it are read again.
  var readerSource: RowReader.Source? {
    guard let file, let layout = stream.layout else { return nil }
    return RowReader.Source(name: name, file: file, layout: layout)
  }

  /// Whether the file was replaced, shortened or written anew, or is there at last.
  var isReplaced: Bool {
    guard !isSpooled, let now = RunFile.current(name) else { return false }
    guard let file else { return (try? RunFile.open(name)) != nil }
    guard now.identity == file.identity, now.size >= position else { return true }
    return file.bytes(at: position - tail.count, count: tail.count) != tail
  }

  /// The same file from its start; what came through a pipe is kept.
  var restarted: RunSource {
    guard isSpooled else { return RunSource(name: name, isFollowed: isFollowed) }
    var source = self
    source.stream = MeasurementStream()
    source.position = 0
    source.hasFinished = false
    source.tail = []
    return source
  }

  /// Reads one piece; the rows of it are then in `stream`.
  mutating func step(_ buffer: UnsafeMutableRawBufferPointer) -> Step {
    guard let file, !stream.isStopped else { return .atEnd }
    let isOpen = receive(buffer)
    let count = file.read(buffer, at: position)
    guard count == 0 else {
      take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return .read
    }
    if isOpen { return .waiting }
    guard !isFollowed || isSpooled, !hasFinished else { return .atEnd }
    hasFinished = true
    stream.finish()
    return .read
  }

  /// Moves to the next row of the current piece.
  mutating func advance() -> Bool { stream.advance() }

  private mutating func take(_ piece: UnsafeRawBufferPointer) {
    position += piece.count
    tail = Array((tail + piece.suffix(64)).suffix(64))
    stream.append(piece)
  }

  /// Takes from the pipe; whether it is still open.
  private mutating func receive(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let pipe, let file else { return false }
    guard let count = pipe.receive(buffer, waiting: 0) else { return true }
    if count > 0 {
      do throws(RunStoreError) {
        try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: received)
        received += count
        return true
      } catch {
        failure = error.description
      }
    }
    self.pipe = nil
    return false
  }
}
