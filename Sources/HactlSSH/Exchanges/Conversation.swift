import CLibSSH2

/// A channel with a command at its other end: what goes in, what comes out, how it ended.
///
/// The three directions take turns, and the turn that left a packet half-sent is the first of the next round.
final class Conversation {
    let channel: OpaquePointer
    let host: String
    private let limit: Int
    private var input: [UInt8] = []
    private var written = 0
    private var endsInput = false
    private var hasEnded = false
    private var turn = 0
    private(set) var output: [UInt8] = []
    private(set) var errors: [UInt8] = []
    private(set) var isCut = false
    /// Set when the channel is freed or about to be: nobody may touch it any more.
    var isClosed = false

    init(_ channel: OpaquePointer, host: String, limit: Int) {
        self.channel = channel
        self.host = host
        self.limit = limit
    }

    func send(_ bytes: some Sequence<UInt8>) { input += bytes }

    func endInput() { endsInput = true }

    var hasSentAll: Bool { written == input.count && (hasEnded || !endsInput) }

    /// Whether the host has said that nothing more comes, everything that came was read, and nothing is left to send to
    /// somebody who listens.
    func isFinished(on wire: Wire) -> Bool {
        libssh2_channel_eof(channel) == 1 && (hasSentAll || isDeaf(on: wire))
    }

    /// Goes on in all directions as far as is possible without waiting.
    func advance(on wire: Wire, while doing: String) throws(SSHFailure) {
        if isClosed { throw .ended(host) }
        var idle = 0
        while idle < 3 {
            let moved = try takeTurn(on: wire, doing)
            if wire.isHalfSent { return }
            turn = (turn + 1) % 3
            idle = moved ? 0 : idle + 1
        }
    }

    /// Takes the first line out of the output, without its newline.
    func takeLine() -> String? {
        guard let end = output.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { output.removeFirst(end + 1) }
        return String(decoding: output[..<end], as: UTF8.self)
    }

    /// Takes what is left of the output, if there is any.
    func takeRest() -> String? {
        guard !output.isEmpty else { return nil }
        defer { output = [] }
        return String(decoding: output, as: UTF8.self)
    }

    private func takeTurn(on wire: Wire, _ doing: String) throws(SSHFailure) -> Bool {
        switch turn {
        case 0: try write(on: wire, doing)
        case 1: try read(0, into: \.output, on: wire, doing)
        default: try read(SSH_EXTENDED_DATA_STDERR, into: \.errors, on: wire, doing)
        }
    }

    private func write(on wire: Wire, _ doing: String) throws(SSHFailure) -> Bool {
        if written < input.count { return try writeSome(on: wire, doing) }
        guard endsInput, !hasEnded, let result = wire.call({ _ in libssh2_channel_send_eof(channel) }) else {
            return false
        }
        hasEnded = true
        if result != 0, !isDeaf(on: wire) { throw wire.failure(while: doing, to: host) }
        return true
    }

    private func writeSome(on wire: Wire, _ doing: String) throws(SSHFailure) -> Bool {
        let piece = min(input.count - written, 32_000)
        let count = wire.call { _ in
            input.withUnsafeBytes { bytes in
                libssh2_channel_write_ex(
                    channel, 0, bytes.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: written), piece)
            }
        }
        guard let count else { return false }
        if count < 0 {
            guard isDeaf(on: wire) else { throw wire.failure(while: doing, to: host) }
            written = input.count
            return true
        }
        written += count
        if written == input.count { (input, written) = ([], 0) }
        return count > 0
    }

    /// A command may end without reading its input; that is no failure. Asked after EOF only: the library's "wait" is
    /// a question when it doesn't block.
    private func isDeaf(on wire: Wire) -> Bool {
        libssh2_channel_eof(channel) == 1 && wire.call { _ in libssh2_channel_wait_closed(channel) } == 0
    }

    private func read(
        _ stream: CInt, into place: ReferenceWritableKeyPath<Conversation, [UInt8]>, on wire: Wire, _ doing: String
    ) throws(SSHFailure) -> Bool {
        var count: Int?
        let bytes = [UInt8](unsafeUninitializedCapacity: 32_768) { buffer, filled in
            count = buffer.withMemoryRebound(to: CChar.self) { buffer in
                wire.call { _ in libssh2_channel_read_ex(channel, stream, buffer.baseAddress, buffer.count) }
            }
            filled = max(0, count ?? 0)
        }
        guard let count else { return false }
        if count < 0 { throw wire.failure(while: doing, to: host) }
        keep(bytes, in: place)
        return count > 0
    }

    private func keep(_ bytes: [UInt8], in place: ReferenceWritableKeyPath<Conversation, [UInt8]>) {
        let room = max(0, limit - self[keyPath: place].count)
        if bytes.count > room { isCut = true }
        self[keyPath: place] += bytes.prefix(room)
    }
}
