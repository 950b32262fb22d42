import Quantities

/// The speed-up of a whole application of which a part is offloaded: Amdahl's law (G. M. Amdahl,
/// Validity of the single processor approach, AFIPS 1967).
enum ApplicationSpeedup {
  /// `T / (T − h + t)`.
  ///
  /// - Parameters:
  ///   - application: Seconds `T` of the application on the host, above 0.
  ///   - host: Seconds `h` of all calls on the host, part of `T`.
  ///   - offloaded: Seconds `t` of all calls with the board.
  /// - Returns: `nil` when the calls take longer than the application that they are part of.
  static func value(application: Double, host: Double, offloaded: Double) -> Double? {
    guard application > 0, host <= application else { return nil }
    let speedup = application / (application - host + offloaded)
    return speedup.isFinite && speedup > 0 ? speedup : nil
  }
}

extension OffloadModel {
  /// Adds what needs a host time: the application's speed-up and LogCA's second mark.
  ///
  /// The second mark is g_{A/2} of LogCA (Altaf and Wood, ISCA 2017): the size at which half of the
  /// acceleration of the kernel alone, without link and launch, is reached. There is none where
  /// the transfers grow so fast that half is never reached.
  func addOutlook(
    to prediction: inout OffloadPrediction, of workload: Workload, _ call: CallTime,
    hostSeconds: Double
  ) {
    let calls = Double(workload.calls)
    if let applicationTime {
      prediction.applicationSpeedup = ApplicationSpeedup.value(
        application: applicationTime.value, host: hostSeconds * calls,
        offloaded: call.total * calls)
      prediction.assumptions.append(applicationWords(applicationTime, hostSeconds * calls))
    }
    if call.kernel.seconds > 0 {
      prediction.halfAccelerationScale = call.scale(
        reaching: hostSeconds / call.kernel.seconds / 2, hostSeconds: hostSeconds)
    }
  }

  /// Adds what must change.
  func addNeeds(
    to prediction: inout OffloadPrediction, of workload: Workload, _ call: CallTime,
    hostSeconds: Double
  ) {
    prediction.needs =
      NeedSearch(
        workload: workload, bound: KernelBound(of: workload, on: ceilings), link: link, call: call,
        hostSeconds: hostSeconds
      ).needs
  }

  private func applicationWords(_ application: TimeSpan, _ host: Double) -> String {
    host <= application.value
      ? "application: \(application) on the host, what is not offloaded stays as it is"
      : "application: \(application) is less than the \(TimeSpan(host)) of its calls,"
        + " no speed-up of it"
  }
}
