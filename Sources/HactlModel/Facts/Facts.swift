/// All that was seen of a cluster, member by member.
package struct Facts: Equatable, Sendable, Codable {
    package var members: [MemberName: MemberFacts]
    /// What answered at the cluster's endpoints; a missing entry was not asked.
    package var endpoints: [Endpoint: Sight<EndpointFacts>]
    /// Hardware addresses that answer for an address on the network; a missing entry was not asked for.
    package var holders: [String: Sight<[String]>]
    /// Whether the future source lets the replication account in from a member's host; a missing entry was not tried.
    package var logins: [MemberName: Sight<Bool>]
    /// How far members' hosts get to a member: by where it leads, then by from where. A missing entry was not tried.
    package var ways: [MemberName: [MemberName: Sight<WayFacts>]]
    /// What the logs of servers that no longer run hold after a place; a missing entry was not read.
    package var logTails: [MemberName: Sight<LogTail>] = [:]
    /// What the cluster's proxies say; a missing entry was not asked.
    package var proxies: [ProxyName: Sight<ProxyFacts>]
    /// What this run has already done that leaves nothing to see on the servers.
    package var ledger: Set<String>
    /// Without GTIDs: where in a member's own log those go on who have executed as much as it.
    package var handovers: [MemberName: Handover]

    package init(
        members: [MemberName: MemberFacts] = [:], endpoints: [Endpoint: Sight<EndpointFacts>] = [:],
        holders: [String: Sight<[String]>] = [:], logins: [MemberName: Sight<Bool>] = [:],
        ways: [MemberName: [MemberName: Sight<WayFacts>]] = [:], proxies: [ProxyName: Sight<ProxyFacts>] = [:],
        ledger: Set<String> = [],
        handovers: [MemberName: Handover] = [:]
    ) {
        self.members = members
        self.endpoints = endpoints
        self.holders = holders
        self.logins = logins
        self.ways = ways
        self.proxies = proxies
        self.ledger = ledger
        self.handovers = handovers
    }

    package func instance(_ name: MemberName) -> InstanceFacts? { members[name]?.instance.value }
    package func host(_ name: MemberName) -> HostFacts? { members[name]?.host.value }
    package func proxy(_ name: ProxyName) -> ProxyFacts? { proxies[name]?.value }

    /// Why a member's server can't be judged, as a clause; `nil` when it was seen.
    package func blindness(of name: MemberName) -> String? {
        guard let member = members[name] else { return "\(name) was not looked at" }
        return member.instance.reason.map { "\(name) can't be seen over SQL (\($0.sentence))" }
    }

    package var writable: [MemberName] {
        members.filter { $0.value.instance.value?.writability.isWritable == true }.map(\.key).sorted()
    }
}

/// What was seen of one member: its server over SQL, its host over SSH.
package struct MemberFacts: Equatable, Sendable, Codable {
    package var instance: Sight<InstanceFacts>
    package var host: Sight<HostFacts>
    /// What it keeps; `nil` where nobody asked.
    package var data: DataFacts?
    /// The last copy that was made on it; `nil` where nobody asked.
    package var copy: CopyFacts?
    /// The files of its binary log, oldest first; `nil` where nobody asked.
    package var logs: [BinlogFile]?

    package init(
        instance: Sight<InstanceFacts>, host: Sight<HostFacts>, data: DataFacts? = nil, copy: CopyFacts? = nil
    ) {
        self.instance = instance
        self.host = host
        self.data = data
        self.copy = copy
    }

    package static let unseen = MemberFacts(
        instance: .unseen(Unreachable(.notLookedAt, detail: "")),
        host: .unseen(Unreachable(.notLookedAt, detail: "")))
}

/// Who answers at an endpoint.
package struct EndpointFacts: Equatable, Sendable, Codable {
    package var identity: String
    package var isWritable: Bool

    package init(identity: String, isWritable: Bool) {
        self.identity = identity
        self.isWritable = isWritable
    }
}
