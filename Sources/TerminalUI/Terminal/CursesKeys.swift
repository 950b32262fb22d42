import CNcurses

extension Key {
  /// The key of a code of ncurses; `nil` for one without meaning here.
  init?(cursesCode code: Int32) {
    if let special = Self.special[code] {
      self = special
      return
    }
    guard code >= 0, code < 0x110000, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
    switch scalar.value {
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 8, 127: self = .backspace
    case 0..<27: self = .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
    case 28..<32, 0x80..<0xA0: return nil
    default: self = .character(Character(scalar))
    }
  }

  private static let special: [Int32: Key] = [
    Int32(FERRULE_KEY_UP): .up, Int32(FERRULE_KEY_DOWN): .down, Int32(FERRULE_KEY_LEFT): .left,
    Int32(FERRULE_KEY_RIGHT): .right, Int32(FERRULE_KEY_HOME): .home, Int32(FERRULE_KEY_END): .end,
    Int32(FERRULE_KEY_PAGE_UP): .pageUp, Int32(FERRULE_KEY_PAGE_DOWN): .pageDown,
    Int32(FERRULE_KEY_BACKSPACE): .backspace, Int32(FERRULE_KEY_DELETE): .delete,
    Int32(FERRULE_KEY_ENTER): .enter, Int32(FERRULE_KEY_BACK_TAB): .backTab,
  ]
}
