package import Quantities
package import Specs

extension BoardClockModel {
  /// What kernels may take in a number of regions so that no share is above a bound; may be
  /// negative where the shell alone is above it.
  package func room(upTo share: Double, regions: Int) -> ResourceCount {
    var room = ResourceCount()
    for kind in ResourceKind.allCases {
      let capacity = Double(device.capacity(kind, regions: regions))
      room[kind] = Int((capacity * share).rounded(.down)) - shell[kind]
    }
    return room
  }

  /// The fastest clock of any design whose fullest resource has a share.
  package func fastestClock(atShare share: Double, request: Frequency) -> Frequency {
    let cycle =
      -family.fit.coefficients[0] - family.law.gain(of: request)
      - family.fit.coefficients[1] * share * share
    return Frequency(min(request.value, 1e9 / max(cycle, 0.1)))
  }
}
