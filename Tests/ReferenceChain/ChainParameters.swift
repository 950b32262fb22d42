/// A chain of load, FIFO, pipeline, FIFO and store on one memory with a fixed pace and pauses.
///
/// Beats and transactions are 64 bytes, kernel and memory have the same clock, and times are its
/// cycles. The values are the inputs of `RTL/chain.v`, in the same order.
package struct ChainParameters: Hashable, Sendable {
  /// Beats that are loaded and stored, 1 or more.
  package var beats = 1000
  /// Address of the first one in beats; bursts end at multiples of 64 (4 KiB).
  package var base = 0
  /// Longest burst, 1 to 64 beats.
  package var burstBeats = 16
  /// Bursts under way in each direction, 1 to 16.
  package var outstanding = 8
  /// Cycles from one read request to the next, 1 to 15.
  package var requestInterval = 1
  /// Cycles from a request, or a write burst that the last buffer holds, to the memory, 1 to 40.
  package var requestLatency = 10
  /// Cycles from the memory to the port, 1 to 40.
  package var returnLatency = 30
  /// Buffers that store a whole write burst before they pass it on, 1 to 4.
  package var writeBuffers = 2
  /// Cycles from the memory's response to a write to the port, 1 to 40.
  package var responseLatency = 25
  /// Cycles without data after each write burst, 0 to 40.
  package var writeGap = 4
  /// Registers of the load's pipeline, 1 to 16, and cycles from start to start, 1 to 15.
  package var load = Pipeline(depth: 2, interval: 1)
  /// Places of the first FIFO, 1 to 64.
  package var firstDepth = 16
  /// Registers of the pipeline, 1 to 64, and cycles from start to start, 1 to 15.
  package var compute = Pipeline(depth: 32, interval: 1)
  /// Places of the second FIFO, 1 to 64.
  package var secondDepth = 16
  /// Registers of the store's pipeline, 1 to 16, and cycles from start to start, 1 to 15.
  package var store = Pipeline(depth: 2, interval: 1)
  /// Cycles that a transaction takes in the memory, in 1/4096: 4096 to 65 536.
  package var pace = 4096
  /// Cycles from one transaction of a direction to the next at the memory's port, in 1/4096: 4096
  /// to 65 536.
  package var portPace = 4096
  /// Every so many cycles, from cycle 0 on, the memory pauses; 0: never.
  package var pausePeriod = 0
  /// Cycles of a pause, less than the period; 0 where there is none.
  package var pauseLength = 0
  /// Transactions that wait in the memory, 1 to 64.
  package var queue = 32

  /// Depth and initiation interval of a pipeline.
  package struct Pipeline: Hashable, Sendable {
    /// Registers from input to output.
    package var depth: Int
    /// Cycles from one start to the next, at least.
    package var interval: Int

    /// Creates a pipeline.
    package init(depth: Int, interval: Int) {
      self.depth = depth
      self.interval = interval
    }
  }

  /// A chain of 32 stages on a memory that never pauses.
  package init() {}

  /// All values in the order of the inputs of `chain.v`.
  var inputs: [Int] {
    [
      beats, base, burstBeats, outstanding, requestInterval, requestLatency, returnLatency,
      writeBuffers, responseLatency, writeGap, load.depth, load.interval, firstDepth,
      compute.depth, compute.interval, secondDepth, store.depth, store.interval, pace, portPace,
      pausePeriod, pauseLength, queue,
    ]
  }
}
