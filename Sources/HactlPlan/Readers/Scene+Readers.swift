import HactlModel

extension Scene {
    /// How fit everybody is to serve reads; `nil` where the cluster has no addresses for that.
    package var readerHealth: ReaderHealth? {
        cluster.readers.map {
            ReaderHealth(of: cluster, seen: facts, primary: presentPrimary, pool: $0, lastIll: lastIll)
        }
    }

    /// Beside a former one that is back, the candidate is the primary already.
    private var presentPrimary: MemberName { premise == .returnedPrimary ? roles.candidate : roles.primary }

    /// Where the readers' addresses are to be.
    package var readerPlacement: ReaderPlacement? {
        guard let pool = cluster.readers, let health = readerHealth else { return nil }
        let holders = pool.addresses.map { ($0.address, facts.holders(ofReader: $0.address)) }
        return ReaderPlacement(
            of: pool.addresses.map(\.address), among: cluster.members.map(\.name), health,
            holders: Dictionary(holders) { first, _ in first })
    }

    /// Why an address goes to whom, a sentence for each member.
    package var readerStandings: [Standing] {
        guard let health = readerHealth else { return [] }
        return cluster.members.map { member in
            let fitness = health[member.name]
            return Standing(
                member: member.name, outcome: fitness.canServe ? .eligible : .rejected,
                sentence: "\(member.name) \(fitness.clause)")
        }
    }

    /// Whether every address of the readers is carried by whoever should, and by nobody else.
    package var areReadersInPlace: Bool {
        guard let placement = readerPlacement, let pool = cluster.readers else { return true }
        return pool.addresses.allSatisfy { address in
            guard let carrier = placement.carriers[address.address] else { return true }
            return facts.holders(ofReader: address.address) == [carrier]
        }
    }
}

extension Facts {
    /// Who carries an address: those whose hosts say so; where no host does, whoever answered at it.
    package func holders(ofReader address: String) -> [MemberName] {
        let holders = members.keys.filter { host($0)?.holds(address) == true }.sorted()
        if !holders.isEmpty { return holders }
        guard let identity = endpoints.first(where: { $0.key.address.host == address })?.value.value?.identity else {
            return []
        }
        return members.keys.filter { instance($0)?.identity.uuid == identity && host($0) == nil }.sorted()
    }
}
