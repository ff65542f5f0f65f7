import Glibc

/// A piece of a byte stream on its way from one socket to another.
struct Parcel {
    private var bytes: [UInt8] = []
    private var start = 0
    /// Whether nothing comes after it.
    var hasEnded = false
    /// Whether the socket it came from or goes to failed.
    private(set) var isBroken = false

    var isEmpty: Bool { start == bytes.count }
    var isOver: Bool { hasEnded && isEmpty }

    /// Takes what a socket has. `false` when it has nothing now.
    mutating func fill(from socket: CInt) -> Bool {
        if hasEnded { return false }
        let count = refill { recv(socket, $0.baseAddress, $0.count, 0) }
        guard count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) else { return count > 0 }
        hasEnded = true
        isBroken = count < 0
        return true
    }

    /// Hands what it has to a socket. `false` when the socket takes nothing now.
    mutating func drain(into socket: CInt) -> Bool {
        if isEmpty { return false }
        let count = withRest { send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        if count < 0 && errno != EAGAIN && errno != EINTR {
            isBroken = true
            drop(bytes.count - start)
        }
        drop(max(0, count))
        return count > 0 || isBroken
    }

    /// Replaces it by what `read` puts into a buffer; its result is the count, or something that isn't one.
    mutating func refill(_ read: (UnsafeMutableBufferPointer<CChar>) -> Int) -> Int {
        refill { Optional(read($0)) } ?? 0
    }

    mutating func refill(_ read: (UnsafeMutableBufferPointer<CChar>) -> Int?) -> Int? {
        var count: Int?
        bytes = [UInt8](unsafeUninitializedCapacity: 32_000) { buffer, filled in
            count = buffer.withMemoryRebound(to: CChar.self) { read($0) }
            filled = max(0, count ?? 0)
        }
        start = 0
        return count
    }

    func withRest<Result>(_ body: (UnsafeBufferPointer<CChar>) -> Result) -> Result {
        bytes[start...].withUnsafeBufferPointer { $0.withMemoryRebound(to: CChar.self, body) }
    }

    mutating func drop(_ count: Int) { start += count }
}
