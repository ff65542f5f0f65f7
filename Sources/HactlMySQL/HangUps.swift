import CMySQL
import Glibc
import HactlLanes
import Synchronization

/// Hears at once that the other side has ended a connection, for all connections that ask for it: one thread, asleep until then.
///
/// A process that dies closes its sockets, and says so to everybody. A host that dies says nothing: that is found by asking.
final class HangUps: Sendable {
    static let shared = HangUps()

    private let epoll: CInt
    private let lane = Lane()
    private let listeners = Mutex<[CInt: @Sendable () -> Void]>([:])

    private init() {
        epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
        // Without a descriptor for it nothing is heard, and asking finds out.
        guard epoll >= 0 else { return }
        lane.perform { [self] in
            while true { tell(hactl_hang_ups_wait(epoll)) }
        }
    }

    /// - Parameter listener: is called once, on the listening thread: it must not wait for anything.
    func listen(to socket: CInt, _ listener: @escaping @Sendable () -> Void) {
        listeners.withLock { $0[socket] = listener }
        _ = hactl_hang_ups_add(epoll, socket)
    }

    /// Before `socket` is closed: its number may be another connection's afterwards.
    func forget(_ socket: CInt) {
        hactl_hang_ups_remove(epoll, socket)
        listeners.withLock { $0[socket] = nil }
    }

    private func tell(_ socket: CInt) {
        let listener = listeners.withLock { $0.removeValue(forKey: socket) }
        listener?()
    }
}
