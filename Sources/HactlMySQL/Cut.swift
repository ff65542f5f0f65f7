import Synchronization

/// Why a line was cut.
enum Cut: UInt8, AtomicRepresentable, Sendable {
    case none, deadline, cancelled, asked, closed, lost
}
