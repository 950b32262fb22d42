import Quantities
import RooflineModel

/// Puts a prediction into words: the parts of the time, what is missing, and what follows.
struct OffloadReason {
  let workload: Workload
  let bound: KernelBound
  let link: HostLink
  let prediction: OffloadPrediction

  /// One or more sentences, numbers included, without line breaks.
  var text: String {
    let sentences = [parts, comparison] + missing + [contradiction]
    return sentences.compactMap { $0 }.map { sentence in
      sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
    }.joined(separator: " ")
  }

  private var parts: String? {
    var parts: [String] = []
    if let seconds = prediction.kernelSeconds { parts.append("kernel \(TimeSpan(seconds))\(how)") }
    if let seconds = prediction.transferSeconds {
      parts.append("transfers \(TimeSpan(seconds))\(workload.overlaps ? " (overlapped)" : "")")
    }
    if let seconds = prediction.launchSeconds { parts.append("launch \(TimeSpan(seconds))") }
    if let seconds = prediction.reconfigurationSeconds {
      parts.append("reconfiguration \(TimeSpan(seconds))")
    }
    guard !parts.isEmpty else { return nil }
    let largest = prediction.bound.isEmpty ? "" : ": bound by \(prediction.bound)"
    return parts.joined(separator: ", ") + largest
  }

  private var how: String {
    if workload.seconds != nil { return " (given)" }
    guard let binding = bound.binding else { return "" }
    let rate = binding.ceiling.kind.text(of: binding.ceiling.estimate.value)
    return " (\(binding.ceiling.kind.name) at \(rate), \(binding.ceiling.basisWords))"
  }

  private var comparison: String? {
    guard let total = prediction.totalSeconds else { return nil }
    guard let host = workload.hostSeconds, let speedup = prediction.speedup else {
      let call = TimeSpan(total / Double(workload.calls))
      return "without host_seconds there is no speed-up: offloading is faster if one call"
        + " takes the host longer than \(call)"
    }
    let hostTime = TimeSpan(host * Double(workload.calls))
    return "\(TimeSpan(total)) in all against \(hostTime) on the host is"
      + " \(SIPrefix.significant(speedup)) times as fast, \(breakEven)\(breakEvenCalls)"
  }

  private var breakEven: String {
    guard let scale = prediction.breakEvenScale else { return "slower at any size" }
    if scale == 0 { return "faster at any size" }
    return "break-even at \(SIPrefix.significant(scale)) times this size"
  }

  /// Only where something is paid once, so that the number of calls matters.
  private var breakEvenCalls: String {
    guard prediction.reconfigurationSeconds ?? 0 > 0, let calls = prediction.breakEvenCalls else {
      return ""
    }
    return ", or at \(SIPrefix.significant(calls)) calls of this size"
  }

  private var missing: [String] {
    var sentences = bound.gaps
    if prediction.kernelSeconds == nil { sentences.append("the kernel's time is not known") }
    guard !link.isShared else { return sentences }
    if workload.bytesIn == nil || workload.bytesOut == nil {
      sentences.append(
        "the transfers are not known: give bytes_in and bytes_out, or bytes, or resident=yes")
    }
    if (workload.bytesIn ?? 0) > 0 && link.hostToDevice == nil {
      sentences.append("the rate from host to device is not known: bench the kernel host-link")
    }
    if (workload.bytesOut ?? 0) > 0 && link.deviceToHost == nil {
      sentences.append("the rate from device to host is not known: bench the kernel host-link")
    }
    return sentences
  }

  /// A given time that the ceilings do not allow.
  private var contradiction: String? {
    guard let given = workload.seconds, let least = bound.seconds(\.value),
      given < least * 0.999
    else { return nil }
    return "the given \(TimeSpan(given)) is less than the \(TimeSpan(least)) that the ceilings"
      + " allow: check seconds, or whether the ceilings are too low"
  }
}
