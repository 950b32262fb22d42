extension DeviceState {
  /// Open rows, and the gates that commands to come can meet; see
  /// ``ChannelController/appendState(to:at:row:)``.
  mutating func appendState(to words: inout [Int], _ frame: TimeFrame) {
    words.append(Int(openMask))
    for bank in 0..<bankCount {
      words.append(frame.since(banks.nextActivate[bank]))
      // The others are set anew when the bank is opened.
      guard banks.openRow[bank] != BankGates.closed else { continue }
      words.append(Int(banks.openRow[bank]) - frame.row)
      words.append(frame.until(banks.nextPrecharge[bank]))
      words.append(frame.since(banks.nextRead[bank]))
      words.append(frame.since(banks.nextWrite[bank]))
    }
    for group in 0..<(bankCount >> groupShift) {
      words.append(frame.since(groups.nextActivate[group]))
      words.append(frame.since(groups.readAfterRead[group]))
      words.append(frame.since(groups.readAfterWrite[group]))
      words.append(frame.since(groups.nextWrite[group]))
    }
    rank.appendState(to: &words, frame)
  }
}

extension RankState {
  fileprivate func appendState(to words: inout [Int], _ frame: TimeFrame) {
    words.append(frame.since(nextActivate))
    words.append(frame.until(readAfterRead))
    words.append(frame.since(readAfterWrite))
    words.append(frame.until(writeAfterWrite))
    words.append(frame.since(writeAfterRead))
    words.append(frame.until(nextRefresh))
    words.append(frame.since(refreshUntil))
    words.append(frame.since(windows.0))
    words.append(frame.since(windows.1))
    words.append(frame.since(windows.2))
    words.append(frame.since(windows.3))
  }
}
