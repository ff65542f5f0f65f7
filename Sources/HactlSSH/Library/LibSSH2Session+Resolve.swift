import Glibc

extension LibSSH2Session {
    /// The addresses of a host. Numbers are read here; names are asked for on a thread of their own, and no longer than
    /// until the deadline.
    func resolve(_ place: HostPlace, until deadline: Deadline) async throws(SSHFailure) -> [SocketAddress] {
        if case .addresses(let list) = Resolution(place.address, port: place.port, flags: AI_NUMERICHOST) { return list }
        let answer = Answer()
        Task { answer.resolution = await Resolver().resolve(place.address, port: place.port) ; touch() }
        try await perform(
            Call("looking up \(place.address)", on: host, until: deadline) { (_, _) in answer.resolution != nil })
        switch answer.resolution {
        case .addresses(let list): return list
        case .unknown(let reason): throw .unresolvable(place.address, reason)
        case nil: throw .closed(host)
        }
    }

    /// Where the resolver's answer is put. It belongs to the session.
    private final class Answer { var resolution: Resolution? }

    /// Keeps the task on this session; its arrival wakes the lane.
    private func touch() {}
}

extension SSHFailure {
    static func unresolvable(_ name: String, _ reason: String) -> SSHFailure {
        SSHFailure(
            .unresolvable, "The name \(name) has no address: \(reason).",
            remedy: "Correct the address in the inventory, or look at DNS and /etc/hosts.")
    }
}
