import CLibSSH2
import Glibc

/// Wakes a thread out of `poll`: a descriptor that becomes readable.
final class WakeSignal: Sendable {
    let descriptor: CInt

    init() {
        descriptor = hactl_eventfd()
        precondition(descriptor >= 0, "cannot make an eventfd: \(String(cString: strerror(errno)))")
    }

    deinit { _ = Glibc.close(descriptor) }

    func raise() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    func clear() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
    }
}
