import HactlModel

/// Every check there is. A new one is a file beside this one and a line here; the reference follows from the line, and
/// a test asks for its cases.
package enum CheckCatalog {
    package static let all: [any Check.Type] = [
        MembersReachable.self, OneWriter.self, ReadOnlyReplicas.self, DirectReplica.self, ReplicationRunning.self,
        ReplicationLag.self, GTIDEverywhere.self, NoErrantTransactions.self, TransactionsAvailable.self,
        BinaryLog.self, ServerVersions.self, UniqueIdentities.self, NoDelay.self, NoLongTransactions.self,
        NoPreparedXA.self, NoTemporaryTables.self, Events.self, SemiSync.self, PrivilegedSessions.self,
        ReadOnlyPersisted.self, DiskSpace.self, EndpointHolder.self, OtherManagers.self, ClockSkew.self,
        LimitsSanity.self, NoClusterware.self, PinnedIdentities.self, ReplicationAccountKnown.self, Durability.self,
        SameSettings.self, Privileges.self, Partners.self, ReadersPlaced.self, ProxiesFollow.self, KeepalivedReady.self,
        PrimaryDead.self,
        FencePossible.self,
        SurvivorsSeen.self,
        AddressFree.self, LossKnown.self, NoExtraTransactions.self, LeftBehind.self,
        RecipientIdle.self, DonorUsable.self, CopyMeans.self, CopySpace.self, NothingWanted.self,
    ]

    /// Closures are spelled out: a key path through `any Check.Type` crashes Swift 6.3.1.
    package static var names: [String] { all.map { $0.name } }
    package static var codes: [String] { all.map { $0.code } }

    package static func all(for premise: Premise) -> [any Check.Type] { all.filter { $0.premise == premise } }

    package static func type(named name: String) -> (any Check.Type)? { all.first { $0.name == name } }

    /// The checks of a playbook, in its order.
    package static func checks(from entries: [CheckEntry], limits: Limits) throws(Complaint) -> [any Check] {
        var checks: [any Check] = []
        var known: Set<String> = []
        for entry in entries {
            guard let type = type(named: entry.name) else { throw unknown(entry) }
            guard known.insert(entry.name).inserted else { throw repeated(entry) }
            checks.append(try type.init(reading: entry, limits: limits))
        }
        return checks
    }

    private static func unknown(_ entry: CheckEntry) -> Complaint {
        if let type = all.first(where: { $0.code == entry.name.uppercased() }) {
            return Complaint(
                at: entry.place, "`\(entry.name)` is a code, and a playbook writes names.",
                remedy: "Write `\(type.name)`.")
        }
        return Complaint(
            at: entry.place, "There is no check `\(entry.name)`.", remedy: hint(for: entry.name, among: names))
    }

    private static func repeated(_ entry: CheckEntry) -> Complaint {
        Complaint(at: entry.place, "The check `\(entry.name)` is there twice.", remedy: "Remove one of the two.")
    }
}
