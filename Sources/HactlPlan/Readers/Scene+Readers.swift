import HactlModel

extension Scene {
    /// How fit everybody is to serve reads; `nil` where hactl leads none.
    package var readerHealth: ReaderHealth? {
        cluster.readers.map {
            ReaderHealth(of: cluster.addresses, seen: facts, primary: presentPrimary, pool: $0, lastIll: lastIll)
        }
    }

    /// Beside a former one that is back, and one that is rebuilt, the candidate is the primary already.
    private var presentPrimary: MemberName {
        [.returnedPrimary, .lostReplica].contains(premise) ? roles.candidate : roles.primary
    }

    /// The same, if nobody's role were to change.
    var steady: Scene {
        var scene = self
        scene.roles = Roles(
            primary: presentPrimary, candidate: presentPrimary,
            replicas: cluster.members.map(\.name).filter { $0 != presentPrimary })
        scene.premise = .steady
        return scene
    }

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

    /// Whether reads go where they should, at every address and through every proxy that can be led.
    package var areReadersInPlace: Bool {
        areReaderAddressesInPlace
            && readRoutesInReach.allSatisfy { ServeReads(through: $0, in: self).status(in: facts).isSatisfied }
    }

    /// Whether every address of the readers is carried by whoever should, and by nobody else.
    var areReaderAddressesInPlace: Bool {
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
