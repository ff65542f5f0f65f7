import HactlModel

extension InstanceFacts {
    /// It gives transactions no GTIDs: places in binary logs are all that tells how far it is.
    package var countsByPlace: Bool { transactions.executed.log != nil }

    /// How far it has come in the log of its one source.
    package var places: SourcePlaces? { channels.count == 1 ? channels[0].places : nil }
}

extension Scene {
    /// Whether the cluster is one without GTIDs, as far as the members were seen. A mixed one is none: it is refused.
    package var countsByPlace: Bool {
        let seen = cluster.members.compactMap { facts.instance($0.name) }
        return !seen.isEmpty && seen.allSatisfy(\.countsByPlace)
    }
}

extension Facts {
    /// Whether a member has executed the log of a source up to where that ends.
    func placeContainment(of source: MemberName, on member: MemberName, upTo end: TransactionSet) -> Containment {
        guard let channel = instance(member)?.channels.first(where: { $0.places?.executed.log == end.log }),
            let places = channel.places
        else {
            return .incomparable(because: "\(member) is not seen to follow \(source): without GTIDs nothing else tells")
        }
        return places.executed.contains(end)
    }

    /// Whether a member takes writes where a source did before it, up to an end that was seen: from then on the source's log
    /// tells nothing any more, for it goes on with what the member writes.
    func hasSucceeded(_ member: MemberName, to source: MemberName) -> Bool {
        guard let handover = handovers[member], let new = instance(member), new.writability.isWritable else {
            return false
        }
        return handover.from.log == instance(source)?.transactions.executed.log
    }

    /// Where in a member's log those go on who have executed as much of the old source as it; `nil` where nobody has seen
    /// that, or where the old source has gone on since.
    func handover(to member: MemberName, after end: TransactionSet? = nil) -> Handover? {
        guard let handover = handovers[member] else { return nil }
        guard let end else { return handover }
        return handover.from.contains(end).isYes ? handover : nil
    }
}
