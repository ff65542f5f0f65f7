import HactlModel

/// Makes a member follow a source, and sees it connected.
package struct Follow: Step {
    package static let kind: StepKind = "follow"
    package let member: MemberName
    package let source: MemberName
    package let sourceAddress: InstanceAddress
    /// It was a primary: it has no account of its own to follow with, and what it wrote counts as applied.
    package let wasPrimary: Bool
    /// Without GTIDs, who has to leave it before it follows anybody: what it gets would come to them from both.
    package var leavers: [MemberName] = []
    /// Its source is dead: what it has received is all that it will ever have of it.
    package var isOrphan = false

    package var subject: MemberName? { member }
    package var comesAfterTheOthers: Bool { !leavers.isEmpty }
    package var title: String { "Make \(member) follow \(source)" }
    package var probes: [Probe] {
        (wasPrimary ? [.instance(member), .instance(source)] : [.channels(member)]) + leavers.map(Probe.channels)
    }

    package func status(in facts: Facts) -> StepStatus {
        guard let instance = facts.instance(member) else { return .blocked(because: blind(member, facts)) }
        if instance.writability.isWritable { return .blocked(because: "\(member) takes writes itself") }
        guard let channel = instance.channels.first else {
            return hindrance(in: facts) ?? .pending(because: "\(member) follows nobody")
        }
        guard instance.channels.count == 1 else { return .blocked(because: "\(member) has several sources") }
        guard isFollowed(by: channel, in: facts), channel.autoPosition || instance.countsByPlace else {
            return hindrance(in: facts) ?? .pending(because: "\(member) follows \(channel.source)")
        }
        // In a ring the old primary follows already; what kept its clients from committing keeps its applier, too.
        if facts.ledger.contains(CatchUp.seal(of: member)) {
            return .pending(because: "nobody can commit on \(member)")
        }
        return health(of: channel)
    }

    /// Where `read_only` doesn't hold for everyone, a client may have written to the old primary after it was closed. As a
    /// replica it would bury that, or stop at it.
    private func straying(in facts: Facts) -> StepStatus? {
        guard wasPrimary, let strays = facts.ownStrays(on: member, lackedBy: source) else { return nil }
        return .blocked(because: "\(member) has \(strays.brief), written after it was closed, and \(source) lacks it")
    }

    private func hindrance(in facts: Facts) -> StepStatus? { straying(in: facts) ?? placeHindrance(in: facts) }

    func isFollowed(by channel: ReplicationChannel, in facts: Facts) -> Bool {
        channel.follows(sourceAddress, facts.instance(source)?.identity.uuid)
    }

    private func health(of channel: ReplicationChannel) -> StepStatus {
        if channel.isRunning { return .satisfied(because: "\(member) follows \(source)") }
        if case .connecting(let error) = channel.receiver, error.contains("1045") || error.contains("Access denied") {
            return .blocked(because: "\(source) refuses the account with which \(member) follows (\(error))")
        }
        if case .connecting = channel.receiver, channel.applier == .running {
            return .settling(because: "the receiver of \(member) \(channel.receiver.clause)")
        }
        return .pending(
            because: "the receiver of \(member) \(channel.receiver.clause), the applier \(channel.applier.clause)")
    }

    package func actions(in facts: Facts) -> [Action] {
        let channels = facts.instance(member)?.channels ?? []
        let isSealed = facts.ledger.contains(CatchUp.seal(of: member))
        let isThere = channels.count == 1 && isFollowed(by: channels[0], in: facts)
        if isSealed, isThere { return [.sql(member, .unseal)] }
        if let actions = placeActions(isThere: isThere, in: facts) { return actions }
        return repointing(channels, to: wasPrimary ? .gtidAsFormerPrimary : .gtid)
    }

    func stopping(_ channels: [ReplicationChannel]) -> [Action] {
        channels.map { .sql(member, .stopReplication(channel: $0.name)) }
    }

    func repointing(_ channels: [ReplicationChannel], to position: SourceSettings.PositionUse) -> [Action] {
        stopping(channels) + [
            .sql(member, .follow(settings(channel: channels.first?.name ?? "", isKnown: !channels.isEmpty, position))),
            .sql(member, .startReplication(channel: channels.first?.name ?? "")),
        ]
    }

    private func settings(
        channel: String, isKnown: Bool, _ position: SourceSettings.PositionUse
    ) -> SourceSettings {
        SourceSettings(
            channel: channel, source: sourceAddress, account: wasPrimary || !isKnown ? .inventory : .kept,
            position: position)
    }

    package func undo(from before: Facts) -> Undo {
        // A former primary that nobody saw was fenced, and followed nobody.
        guard before.instance(member) != nil || wasPrimary else {
            return .missing(because: "\(member) was not seen before")
        }
        guard let channel = before.instance(member)?.channels.first else {
            return .actions([
                .sql(member, .stopReplication(channel: "")), .sql(member, .forgetSource(channel: "")),
            ])
        }
        let settings = SourceSettings(
            channel: channel.name, source: channel.source, account: .kept,
            position: channel.places.map { .place($0.executed) } ?? .gtid)
        return .actions([
            .sql(member, .stopReplication(channel: channel.name)), .sql(member, .follow(settings)),
            .sql(member, .startReplication(channel: channel.name)),
        ])
    }

    package func change(in facts: Facts) -> String {
        let now = facts.instance(member)?.channels.first?.source.description ?? "nobody"
        let isByPlace = facts.instance(source)?.countsByPlace == true
        return
            "source \(now) -> \(sourceAddress) (\(isByPlace ? "where its log stands at the opening" : "auto position"))"
    }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["on", "source"])
        let source = try entry.member("source", in: scene, otherwise: scene.roles.candidate)
        let members = try entry.members("on", in: scene, otherwise: [scene.roles.primary] + scene.roles.replicas)
        return members.filter { $0 != source }.map {
            Follow(
                member: $0, source: source, sourceAddress: scene.address(of: source),
                wasPrimary: $0 == scene.roles.primary,
                leavers: scene.countsByPlace && $0 == scene.roles.primary ? scene.roles.replicas : [],
                isOrphan: scene.premise == .deadPrimary)
        }
    }
}

extension ReplicationChannel {
    /// Whether it leads to a server, by address or by who has answered there.
    func follows(_ address: InstanceAddress, _ identity: String?) -> Bool {
        source == address || (sourceIdentity != nil && sourceIdentity == identity)
    }
}
