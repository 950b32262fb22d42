import Foundation
import XRTRunner

// Does what `ferrule xrt-worker` does, without the rest of ferrule.
exit(XRTWorker.main())
