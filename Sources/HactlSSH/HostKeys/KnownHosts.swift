import CLibSSH2

/// The keys by which this machine knows one host. Read before the handshake, because the server shows one key only and
/// libssh2 would ask for ecdsa first, whatever is known.
final class KnownHosts {
    /// The library frees the entries by their session.
    private let wire: Wire
    private let hosts: OpaquePointer
    private let place: HostPlace
    private let files: [String]
    private var revokedKeys: Set<String> = []
    private(set) var needsOpenSSH = false

    /// Files that can't be read count as empty, like a user's known_hosts that isn't there yet.
    init?(of place: HostPlace, in files: [String], on wire: Wire) {
        guard let hosts = libssh2_knownhost_init(wire.session) else { return nil }
        self.wire = wire
        self.hosts = hosts
        self.place = place
        self.files = files
        for file in files { read(file) }
    }

    deinit { libssh2_knownhost_free(hosts) }

    /// ssh_config(5): UserKnownHostsFile "The default is ~/.ssh/known_hosts, ~/.ssh/known_hosts2", GlobalKnownHostsFile
    /// "The default is /etc/ssh/ssh_known_hosts, /etc/ssh/ssh_known_hosts2".
    static func files(_ chosen: String?) -> [String] {
        let users = chosen.map { [$0] } ?? ["~/.ssh/known_hosts", "~/.ssh/known_hosts2"]
        return users.map(expanded) + ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"]
    }

    /// The types of key that are known. Each is asked for with a key that nobody has: "mismatch" says that
    /// there is one of that type. Hashed names are found by this too.
    var types: [HostKeyType] {
        HostKeyType.allCases.filter { check([0], $0) == LIBSSH2_KNOWNHOST_CHECK_MISMATCH }
    }

    func verdict(on key: [UInt8]) -> HostKeyVerdict {
        if revokedKeys.contains(Base64.encode(key)) { return .revoked }
        guard let type = HostKeyType(blob: key) else { return .unknown }
        switch check(key, type) {
        case LIBSSH2_KNOWNHOST_CHECK_MATCH: return .known
        case LIBSSH2_KNOWNHOST_CHECK_MISMATCH: return .changed
        default: return types.isEmpty ? .unknown : .changed
        }
    }

    /// The file a new key belongs into.
    var firstFile: String { files.first ?? "known_hosts" }

    private func read(_ file: String) {
        guard let text = KnownHostsShelf.shared.text(of: file) else { return }
        revokedKeys.formUnion(text.revokedKeys)
        needsOpenSSH = needsOpenSSH || text.needsOpenSSH
        for line in text.lines(for: place.address, port: place.port) {
            // A line the library can't read says nothing about the others.
            _ = libssh2_knownhost_readline(hosts, line, line.utf8.count, LIBSSH2_KNOWNHOST_FILE_OPENSSH)
        }
    }

    private func check(_ key: [UInt8], _ type: HostKeyType) -> CInt {
        let mask = LIBSSH2_KNOWNHOST_TYPE_PLAIN | LIBSSH2_KNOWNHOST_KEYENC_RAW | type.mask
        return key.withUnsafeBytes { bytes in
            libssh2_knownhost_checkp(
                hosts, place.address, CInt(place.port), bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                bytes.count, mask, nil)
        }
    }
}

/// What known_hosts says about the key a server has shown.
enum HostKeyVerdict { case known, unknown, changed, revoked }
