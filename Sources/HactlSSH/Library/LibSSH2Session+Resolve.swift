import Glibc

extension LibSSH2Session {
    /// The addresses of a host. Numbers are read here; names are asked for on a thread of their own, and no longer than
    /// until the deadline.
    func resolve(_ place: HostPlace, until deadline: Deadline) async throws(SSHFailure) -> [SocketAddress] {
        let numeric = Resolution(place.address, port: place.port, flags: AI_NUMERICHOST)
        if case .addresses(let list) = numeric { return list }
        let answer = Answer()
        Task { take(await Resolver().resolve(place.address, port: place.port), into: answer) }
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

    /// A job of this session, so that its arrival wakes the lane.
    private func take(_ resolution: Resolution, into answer: Answer) { answer.resolution = resolution }
}

extension SSHFailure {
    static func unresolvable(_ name: String, _ reason: String) -> SSHFailure {
        SSHFailure(
            .unresolvable, "The name \(name) has no address: \(reason).",
            remedy: "Correct the address in the inventory, or look at DNS and /etc/hosts.")
    }
}
