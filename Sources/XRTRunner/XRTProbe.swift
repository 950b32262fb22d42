/// Whether a device can be opened at all, tried in a worker of its own.
package enum XRTProbe {
  /// Why no device can be opened; `nil` when one can.
  package static func failure(_ settings: XRTBoardRunner.Settings) -> String? {
    let pool = WorkerPool(executable: settings.executable, environment: settings.environment)
    let request = OpenRequest(
      libraries: [settings.environment.library], device: settings.device, xclbin: nil)
    defer { pool.drop() }
    do {
      _ = try pool.worker(
        request, [:], Patience(step: .seconds(settings.timeout), isCancelled: { false }))
      return nil
    } catch {
      return "\(error)"
    }
  }
}
