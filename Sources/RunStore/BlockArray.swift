/// A growing list in blocks of a fixed size: a copy shares every block, and a change to either
/// copies one block, not the list. So a reader may keep a copy while the list goes on growing.
struct BlockArray<Element: Sendable>: Sendable {
  /// Elements of a block, a power of two.
  static var blockSize: Int { 1 << 14 }

  private(set) var blocks: [[Element]] = []
  private(set) var count = 0

  subscript(index: Int) -> Element {
    get { blocks[index >> 14][index & 0x3FFF] }
    set { blocks[index >> 14][index & 0x3FFF] = newValue }
  }

  mutating func append(_ element: Element) {
    if count & 0x3FFF == 0 {
      var block: [Element] = []
      // The first grows as needed: most tables are small.
      if count > 0 { block.reserveCapacity(Self.blockSize) }
      blocks.append(block)
    }
    blocks[count >> 14].append(element)
    count += 1
  }
}
