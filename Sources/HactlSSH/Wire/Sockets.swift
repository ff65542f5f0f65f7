import CLibSSH2
import Glibc

/// Small packets go out at once: a line to an open shell must not wait for an acknowledgement.
func setNoDelay(_ socket: CInt) { setOption(socket, CInt(IPPROTO_TCP), TCP_NODELAY, 1) }

/// Lets the kernel notice a host that vanished while nothing was said: after 5 s of silence, three questions 3 s apart.
func setKeepAlive(_ socket: CInt) {
    setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1)
    setOption(socket, CInt(IPPROTO_TCP), TCP_KEEPIDLE, 5)
    setOption(socket, CInt(IPPROTO_TCP), TCP_KEEPINTVL, 3)
    setOption(socket, CInt(IPPROTO_TCP), TCP_KEEPCNT, 3)
}

private func setOption(_ socket: CInt, _ level: CInt, _ name: CInt, _ value: CInt) {
    var value = value
    setsockopt(socket, level, name, &value, socklen_t(MemoryLayout<CInt>.size))
}

/// The error a socket has met, and forgets by being asked; 0 is none.
func pendingError(_ socket: CInt) -> CInt {
    var code: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &length)
    return code
}

/// A socket that listens on a free port of 127.0.0.1; `nil` when the system gives none.
func listenOnLoopback() -> (socket: CInt, port: Int)? {
    let socket = hactl_stream_socket(AF_INET)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
        guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
        return bind(socket, pointer, length) == 0 && listen(socket, 128) == 0
            && getsockname(socket, pointer, &length) == 0
    }
    if isBound { return (socket, Int(UInt16(bigEndian: address.sin_port))) }
    _ = close(socket)
    return nil
}
