extension DataflowEngine {
  /// Where the run is, at the time of its last event.
  mutating func position() -> RunPosition {
    let time = now
    let cycle = time / ratio.memoryPeriod
    return RunPosition(
      time: time, iterations: processes.map(\.iteration),
      cursors: readPorts.map(\.cursor) + writePorts.map(\.cursor),
      refreshes: channels.indices.map { channels[$0].refreshCycle(at: cycle) },
      accounts: processes.map(\.account))
  }

  /// What decides how the run goes on from the time of its last event, but for the accesses ahead
  /// and for the refreshes to come.
  /// Rows are counted from ``RunFrame/rows``.
  mutating func words(rows: [Int]) -> [Int] {
    let time = now
    var state = StateWords(
      kernelCycle: time / ratio.kernelPeriod, memoryCycle: time / ratio.memoryPeriod)
    state.append(time % (ratio.kernelPeriod * ratio.memoryPeriod))
    for process in processes { process.append(to: &state) }
    for stream in streams { stream.append(to: &state) }
    for port in readPorts { port.append(to: &state) }
    for port in writePorts { port.append(to: &state, places: places, layout: layout, rows: rows) }
    for port in readPorts { append(port.cursor.last, of: port.plan, to: &state, rows) }
    for port in writePorts { append(port.cursor.last, of: port.plan, to: &state, rows) }
    let names = TagNames(readPorts, writePorts)
    for channel in channels.indices {
      channels[channel].append(to: &state, places: places, row: rows[channel], names)
    }
    return state.words
  }

  /// Appends the row of a port's last burst: rows of its channel may be counted from there.
  private func append(_ beat: Int, of plan: PortPlan, to state: inout StateWords, _ rows: [Int]) {
    guard beat >= 0 else { return state.append(-1) }
    let byte = beat * plan.timing.beatBytes
    let channel = plan.channel(of: byte)
    state.append(channel)
    state.append(
      places.referenceRow(layout.transaction(ofByte: byte, array: plan.array)) - rows[channel])
  }

  /// Goes on from another position of which state and window are the same.
  ///
  /// - Parameters:
  ///   - position: The position.
  ///   - rows: How many rows further the accesses on each channel are.
  mutating func move(to position: RunPosition, rows: [Int]) {
    let time = position.time - now
    let transactions = rows.map { places.transactions(ofRows: $0) }
    let cycles = time / ratio.kernelPeriod
    for index in processes.indices {
      processes[index].shift(cycles)
      processes[index].seek(position.iterations[index])
      processes[index].account = position.accounts[index]
    }
    for index in streams.indices { streams[index].shift(cycles) }
    for index in readPorts.indices {
      readPorts[index].shift(cycles)
      readPorts[index].seek(position.cursors[index])
    }
    for index in writePorts.indices {
      writePorts[index].shift(cycles, transactions: transactions)
      writePorts[index].seek(position.cursors[readPorts.count + index])
    }
    for index in channels.indices {
      channels[index].shift(
        time / ratio.memoryPeriod, rows: rows[index], transactions: transactions[index])
      channels[index].setRefresh(position.refreshes[index])
    }
    now = position.time
    for part in times.indices { refresh(part) }
  }
}
