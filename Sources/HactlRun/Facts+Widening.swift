import HactlModel

extension Facts {
    /// Probes that can bring back to sight whoever is unseen: a narrow look adds to what is known of a member, and of one
    /// that is unseen nothing is known. Each probe once.
    func widened(_ probes: [Probe]) -> [Probe] {
        var unique: [Probe] = []
        for probe in probes.map(widened) where !unique.contains(probe) { unique.append(probe) }
        return unique
    }

    private func widened(_ probe: Probe) -> Probe {
        switch probe {
        case .writability(let name), .transactions(let name), .channels(let name), .activity(let name),
            .events(let name), .semiSync(let name):
            instance(name) == nil ? .instance(name) : probe
        case .addresses(let name), .daemon(let name): host(name) == nil ? .host(name) : probe
        // Who restarts at the end of a copy is judged anew; what its look of before says is of other data.
        case .copy(let name): instance(name) == nil ? .instance(name) : probe
        case .instance, .host, .hostInHaste, .data, .endpoint, .holders, .login, .way, .command, .logTail, .proxy,
            .logs:
            probe
        }
    }
}
