import CLibSSH2
import Glibc

/// One libssh2 session and its socket, never blocking. It belongs to one actor and never leaves it.
///
/// A call that returned "again" with bytes still to send must be made again before any other that sends: libssh2 keeps
/// the half-sent packet and answers BAD_USE to everybody else. `isHalfSent` says so after each call.
final class Wire {
    let session: OpaquePointer
    private(set) var socket: CInt = -1
    private let received: UnsafeMutablePointer<UInt64>
    private var moved: UInt64 = 0
    private(set) var isHalfSent = false
    /// Why nothing can be done over this wire any more.
    var loss: SSHFailure?
    var opening: PendingOpening?
    /// What exchanges want the session to look after from the next turn on.
    var newcomers: [Exchange] = []

    init?() {
        received = .allocate(capacity: 1)
        received.initialize(to: 0)
        guard Library.isReady, let session = libssh2_session_init_ex(nil, nil, nil, received) else {
            received.deallocate()
            return nil
        }
        self.session = session
        libssh2_session_set_blocking(session, 0)
        hactl_count_received(session)
    }

    /// libssh2_session_free wants to say goodbye on every channel and never ends on a silent peer, so the socket is
    /// shut first.
    deinit {
        hangUp()
        for _ in 0..<8 where libssh2_session_free(session) != LIBSSH2_ERROR_EAGAIN { break }
        if socket >= 0 { _ = Glibc.close(socket) }
        received.deallocate()
    }

    func attach(_ socket: CInt) { self.socket = socket }

    /// Says goodbye if that needs no waiting, and shuts the socket.
    func hangUp() {
        if socket >= 0, !isHalfSent, loss == nil {
            _ = libssh2_session_disconnect_ex(session, SSH_DISCONNECT_BY_APPLICATION, "done", "")
        }
        if socket >= 0 { _ = shutdown(socket, CInt(SHUT_RDWR)) }
    }

    /// Grows whenever bytes came from the socket or an exchange says that others may get on now.
    var news: UInt64 { received.pointee &+ moved }

    func noteProgress() { moved &+= 1 }

    /// Makes a call of the library; `nil` is "again".
    func call<Number: FixedWidthInteger>(_ body: (OpaquePointer) -> Number) -> Number? {
        let result = body(session)
        let isAgain = result == Number(truncatingIfNeeded: LIBSSH2_ERROR_EAGAIN)
        isHalfSent = isAgain && libssh2_session_block_directions(session) & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0
        return isAgain ? nil : result
    }

    /// Makes a call that returns a handle or `nil`; the outer `nil` is "again".
    func handle(_ body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer?? {
        let result = body(session)
        let code = result == nil ? libssh2_session_last_errno(session) : 0
        isHalfSent =
            code == LIBSSH2_ERROR_EAGAIN
            && libssh2_session_block_directions(session) & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0
        if code == LIBSSH2_ERROR_EAGAIN { return .none }
        noteProgress()
        return .some(result)
    }
}
