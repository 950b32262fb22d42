package import Quantities
import RooflineModel

/// Several nodes with a host and a board each, and the network between them.
package struct ScaleOut: Hashable, Sendable {
  /// Why texts describe no such machine.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The whole finding in one line.
    package var description: String
  }

  /// Nodes, 2 or more.
  package let nodes: Int
  /// Bytes per second of the link between the first node and the network, each way.
  package let network: Bandwidth

  /// Reads what the command line gives.
  ///
  /// - Parameters:
  ///   - nodes: A number from 2 to a million.
  ///   - text: Rate of the network, in bits (`100 Gb/s`) or bytes (`12.5 GB/s`) per second.
  /// - Throws: ``Failure`` with what was found and what was expected.
  package init(nodes: Int, network text: String) throws(Failure) {
    guard (2...1_000_000).contains(nodes) else {
      throw Failure(description: "--nodes: found \(nodes), expected 2 to 1000000")
    }
    let isBits = text.hasSuffix("b/s")
    let rate: Bandwidth
    do throws(QuantityError) {
      rate = try Bandwidth(parsing: isBits ? String(text.dropLast(3)) + "B/s" : text)
    } catch {
      throw Failure(
        description:
          "--network: found \(text), expected a rate in bits or bytes, e.g. \"100 Gb/s\" "
          + "or \"12.5 GB/s\"")
    }
    guard rate.value > 0 else {
      throw Failure(description: "--network: found \(text), expected more than 0")
    }
    self.nodes = nodes
    network = isBits ? Bandwidth(rate.value / 8) : rate
  }
}

/// What a kernel takes on several nodes; times are those of all calls together.
package struct ScaleOutEstimate: Hashable, Sendable {
  /// Nodes.
  package var nodes: Int
  /// Seconds in all.
  package var seconds: Double
  /// Seconds of these on the network.
  package var networkSeconds: Double
  /// Seconds on one node over ``seconds``.
  package var speedupOverOne: Double
  /// Host time of one node over ``seconds``; `nil` when not known.
  package var speedup: Double?
  /// Formulas with numbers.
  package var arithmetic: [String]

  /// The speed-up over one node as a share of the nodes, 0 to 1.
  package var efficiency: Double { speedupOverOne / Double(nodes) }
}

extension OffloadModel {
  /// Strong scaling: every call is cut into as many equal parts as there are nodes.
  ///
  /// Assumptions: the data of a call start and end on one node, so `(N − 1) / N` of them go through its
  /// link, in and out one after another; parts need nothing of each other; the network's latency is not
  /// counted; nothing of it is hidden behind the boards.
  ///
  /// - Returns: `nil` when the time on one node, or what crosses the host link, is not known.
  package func estimate(of workload: Workload, on machine: ScaleOut) -> ScaleOutEstimate? {
    let nodes = Double(machine.nodes)
    let calls = Double(workload.calls)
    let part = workload.scaled(by: 1 / nodes)
    guard let one = callTime(of: workload, KernelBound(of: workload, on: ceilings), rate: \.value),
      let own = callTime(of: part, KernelBound(of: part, on: ceilings), rate: \.value),
      let bytesIn = workload.bytesIn, let bytesOut = workload.bytesOut
    else { return nil }
    let moved = (bytesIn + bytesOut) * (nodes - 1) / nodes
    let network = moved / machine.network.value
    let each = own.total + network
    guard each > 0, each.isFinite else { return nil }
    return ScaleOutEstimate(
      nodes: machine.nodes, seconds: each * calls, networkSeconds: network * calls,
      speedupOverOne: one.total / each, speedup: workload.hostSeconds.map { $0 / each },
      arithmetic: [
        "one call on one node: \(TimeSpan(one.total)); a part of 1/\(machine.nodes): "
          + "\(TimeSpan(own.total))",
        "network: \(SIPrefix.format(bytesIn + bytesOut, unit: "B")) × \(machine.nodes - 1)/"
          + "\(machine.nodes) / \(machine.network) = \(TimeSpan(network))",
        "\(TimeSpan(own.total)) + \(TimeSpan(network)) = \(TimeSpan(each)), "
          + "\(SIPrefix.significant(one.total / each, digits: 3)) times as fast as one node",
      ])
  }
}
