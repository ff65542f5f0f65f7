import CMySQL
import Glibc
import HactlLanes
import Synchronization

/// The socket of a connection, in the hands of those who may only end it.
///
/// It holds a duplicate of the library's descriptor, so there is nothing to lock: the number stays this object's own
/// when the library closes its descriptor, and shutting one down shuts the socket.
final class Line: Sendable {
    private let socket: CInt
    private let state = Atomic(Cut.none)
    private let isHeard = Atomic(false)

    /// Takes over `socket` and closes it at the end.
    init(owning socket: CInt) { self.socket = socket }

    deinit {
        hearNoMore()
        Glibc.close(socket)
    }

    /// Why the line was cut; the first reason stays.
    var cut: Cut { state.load(ordering: .acquiring) }

    /// Ends the conversation. Whoever waits in the library on this line comes back at once (2013).
    func cut(_ reason: Cut) {
        let (isFirst, _) = state.compareExchange(expected: .none, desired: reason, ordering: .acquiringAndReleasing)
        if isFirst { hactl_mysql_hang_up(socket) }
    }

    /// Calls `listener` once when the other side has ended the conversation; not when it was cut here.
    func onHangUp(_ listener: @escaping @Sendable () -> Void) {
        isHeard.store(true, ordering: .releasing)
        HangUps.shared.listen(to: socket) { [weak self] in
            if self?.cut == Cut.none { listener() }
        }
    }

    func hearNoMore() {
        if isHeard.exchange(false, ordering: .acquiringAndReleasing) { HangUps.shared.forget(socket) }
    }

    /// Cuts the line after `limit`, unless cancelled before. On another thread, because the lane is then blocked in the
    /// library, whose own timeouts are whole seconds.
    func fuse(_ limit: Duration) -> Alarm {
        AlarmClock.set(in: limit) { [self] in cut(.deadline) }
    }
}
