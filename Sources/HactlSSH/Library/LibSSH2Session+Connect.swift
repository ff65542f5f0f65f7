import CLibSSH2
import Glibc
import HactlModel

extension LibSSH2Session {
    /// Connects to a host, through the jump hosts if there are any. Each host on the way is verified.
    static func connect(
        to access: SSHAccess, passphrase: Secret?, until deadline: Deadline
    ) async throws(SSHFailure) -> LibSSH2Session {
        let credentials = Credentials(keyFile: access.key, passphrase: passphrase)
        var session: LibSSH2Session?
        for place in access.places {
            session = try await reach(
                place, through: session, by: credentials, knowing: access.knownHosts, until: deadline)
        }
        guard let session else { throw .closed(access.address) }
        return session
    }

    /// Connects to the next host on the way. Closes the way if that fails.
    private static func reach(
        _ place: HostPlace, through upstream: LibSSH2Session?, by credentials: Credentials, knowing file: String?,
        until deadline: Deadline
    ) async throws(SSHFailure) -> LibSSH2Session {
        do throws(SSHFailure) {
            return try await persist(until: deadline) { () async throws(SSHFailure) in
                try await attempt(place, through: upstream, by: credentials, knowing: file, until: deadline)
            }
        } catch {
            await upstream?.close()
            throw error
        }
    }

    /// Tries again when sshd was busy, up to five times in all and a little later each time. More would only feed its
    /// penalties.
    private static func persist(
        until deadline: Deadline, _ body: () async throws(SSHFailure) -> LibSSH2Session
    ) async throws(SSHFailure) -> LibSSH2Session {
        var pause = Duration.milliseconds(50)
        for _ in 1..<5 {
            do throws(SSHFailure) { return try await body() } catch {
                let nap = pause + .milliseconds(Int.random(in: 0..<100))
                if error.kind != .busy || deadline.remaining < nap { throw error }
                // What is awaited: that sshd has seen off some of those who are logging in.
                guard (try? await Task.sleep(for: nap)) != nil else { throw error }
                pause *= 3
            }
        }
        return try await body()
    }

    private static func attempt(
        _ place: HostPlace, through upstream: LibSSH2Session?, by credentials: Credentials, knowing file: String?,
        until deadline: Deadline
    ) async throws(SSHFailure) -> LibSSH2Session {
        let session = try LibSSH2Session(with: place.description, as: place.user, through: upstream)
        let door = (upstream.map { $0.host + " > " } ?? "") + place.description
        guard await HandshakeGate.shared.enter(door, until: deadline) else {
            throw Task.isCancelled
                ? .cancelled(session.host, "connecting") : .timedOut(session.host, "waiting for its turn to log in")
        }
        do throws(SSHFailure) {
            try await session.establish(place, by: credentials, knowing: file, until: deadline)
        } catch {
            await session.hangUp()
            await HandshakeGate.shared.leave(door)
            throw error
        }
        await HandshakeGate.shared.leave(door)
        return session
    }

    /// Connects, verifies the host, and logs in.
    func establish(
        _ place: HostPlace, by credentials: Credentials, knowing file: String?, until deadline: Deadline
    ) async throws(SSHFailure) {
        guard let known = KnownHosts(of: place, in: KnownHosts.files(file), on: wire) else { throw .closed(host) }
        try prefer(known.types)
        try await attachSocket(to: place, until: deadline)
        try await shakeHands(until: deadline)
        try verify(place, by: known)
        try await logIn(by: credentials, until: deadline)
    }

    /// Asks the server for a key of a type that is known.
    private func prefer(_ types: [HostKeyType]) throws(SSHFailure) {
        if types.isEmpty { return }
        if types == [.rsa], !Library.isModern {
            throw .algorithmsDiffer(host: host, reason: "known_hosts has only its RSA key")
        }
        let list = types.map(\.algorithms).joined(separator: ",")
        _ = libssh2_session_method_pref(wire.session, LIBSSH2_METHOD_HOSTKEY, list)
    }

    private func attachSocket(to place: HostPlace, until deadline: Deadline) async throws(SSHFailure) {
        if let upstream {
            wire.attach(try await upstream.socket(to: place.address, port: place.port, until: deadline))
            return
        }
        let addresses = try await resolve(place, until: deadline)
        try await perform(Dial(addresses, at: place.description, on: host, until: deadline))
    }

    private func shakeHands(until deadline: Deadline) async throws(SSHFailure) {
        let host = host
        try await perform(
            Call("negotiating", on: host, until: deadline) { (wire, _) throws(SSHFailure) in
                guard let code = wire.call({ libssh2_session_handshake($0, wire.socket) }) else { return false }
                if code == 0 { return true }
                let banner = wire.banner
                if banner?.hasPrefix("SSH-") != true {
                    throw .busy(host, banner.map { "it said \"\($0)\"" } ?? wire.complaint)
                }
                throw wire.failure(while: "negotiating", to: host)
            })
    }

    private func verify(_ place: HostPlace, by known: KnownHosts) throws(SSHFailure) {
        var count = 0
        var type: CInt = 0
        guard let key = libssh2_session_hostkey(wire.session, &count, &type),
            let hash = libssh2_hostkey_hash(wire.session, LIBSSH2_HOSTKEY_HASH_SHA256)
        else { throw wire.failure(while: "asking for its host key", to: host) }
        let blob = UnsafeRawBufferPointer(start: key, count: count)
        let fingerprint = "SHA256:" + Base64.encode([UInt8](UnsafeRawBufferPointer(start: hash, count: 32)))
        let verdict = known.verdict(on: [UInt8](blob))
        if let failure = SSHFailure.hostKey(
            verdict, fingerprint, of: place, file: known.firstFile, needsOpenSSH: known.needsOpenSSH)
        {
            throw failure
        }
    }
}

extension SSHFailure {
    static func busy(_ host: String, _ reason: String) -> SSHFailure {
        SSHFailure(
            .busy, "\(host) hung up before it spoke SSH: \(reason).",
            remedy: "Look at MaxStartups and PerSourcePenalties of its sshd, and at what limits connections to it.")
    }
}

extension SSHAccess {
    /// The hosts on the way, outermost first, and the host itself at the end.
    var places: [HostPlace] {
        jump.map { HostPlace(address: $0.address, port: $0.port, user: $0.user) }
            + [HostPlace(address: address, port: port, user: user)]
    }
}
