import Glibc

extension Lane {
    /// What a new thread is handed: the queue it serves and what frames its life.
    private final class Errand: Sendable {
        let queue: JobQueue
        let onStart: @Sendable () -> Void
        let onEnd: @Sendable () -> Void

        init(queue: JobQueue, onStart: @escaping @Sendable () -> Void, onEnd: @escaping @Sendable () -> Void) {
            self.queue = queue
            self.onStart = onStart
            self.onEnd = onEnd
        }
    }

    /// The deepest that runs on a lane is OpenSSL's verification of a certificate.
    private static let stackBytes = 1 << 20

    /// Starts a detached thread that serves the queue until it is closed. A machine that can't start a thread can't
    /// run hactl: that is a crash, with the reason.
    static func startThread(
        serving queue: JobQueue, onStart: @escaping @Sendable () -> Void, onEnd: @escaping @Sendable () -> Void
    ) {
        let errand = Unmanaged.passRetained(Errand(queue: queue, onStart: onStart, onEnd: onEnd))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        // Of the stacks of ended threads glibc keeps 40 MB: five of the usual 8 MB, and a look has a thread for each connection.
        pthread_attr_setstacksize(&attributes, stackBytes)
        var thread = pthread_t()
        let result = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let errand = Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue()
                errand.onStart()
                errand.queue.serve()
                errand.onEnd()
                return nil
            }, errand.toOpaque())
        precondition(result == 0, "cannot start a thread: \(String(cString: strerror(result)))")
    }
}
