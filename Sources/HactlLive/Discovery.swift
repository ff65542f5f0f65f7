import HactlModel
import HactlMySQL
import HactlPlan

/// Finds a cluster from one of its servers: up to the primary, and down to every replica.
package struct Discovery: Sendable {
    private let secrets: SecretBook
    private let sql: SQLAccess
    private let ssh: SSHAccess
    /// A chain of sources longer than this is a ring.
    private static let longestChain = 10

    /// - Parameters:
    ///   - sql: how every server is reached.
    ///   - ssh: how every host is reached; its address is each server's own.
    package init(sql: SQLAccess, ssh: SSHAccess, secrets: SecretBook) {
        self.sql = sql
        self.ssh = ssh
        self.secrets = secrets
    }

    package struct Found: Equatable, Sendable {
        /// The primary first.
        package var members: [Member]
        package var facts: Facts
        /// Servers that take part and could not be looked at, with the reason.
        package var unseen: [String]
    }

    package func find(from start: InstanceAddress) async -> Found {
        var found = Found(members: [], facts: Facts(), unseen: [])
        var address = start
        for _ in 0..<Self.longestChain {
            guard let source = await look(at: address, &found)?.channels.first?.source else { break }
            address = source
        }
        await descend(from: address, &found)
        found.members.sort { found.facts.isPrimary($0.name) && !found.facts.isPrimary($1.name) }
        return found
    }

    private func descend(from address: InstanceAddress, _ found: inout Found) async {
        let link = link(to: address, named: MemberName(address.host))
        guard let connection = try? await link.sql(within: .seconds(3)) else { return await link.close() }
        let hosts = (try? await connection.run(ReplicaList.script, within: .seconds(3))) ?? []
        await link.close()
        for host in hosts {
            let replica = InstanceAddress(host: host, port: address.port)
            let count = found.members.count
            _ = await look(at: replica, &found)
            if found.members.count > count { await descend(from: replica, &found) }
        }
    }

    /// Looks at one server and takes it in, unless it is known under another address already.
    private func look(at address: InstanceAddress, _ found: inout Found) async -> InstanceFacts? {
        let link = link(to: address, named: MemberName(address.host))
        let seen = await link.look(at: .instance(link.member.name), within: .seconds(3))
        let host = await link.lookAtHost(.host(link.member.name), within: .seconds(3))
        await link.close()
        guard case .instance(_, let sight)? = seen.first, case .seen(let facts) = sight else {
            found.unseen.append("\(address): \(reason(seen))")
            return nil
        }
        if found.facts.members.values.contains(where: { $0.instance.value?.identity.uuid == facts.identity.uuid }) {
            return facts
        }
        take(in: address, facts, host, &found)
        return facts
    }

    private func reason(_ seen: [Observation]) -> String {
        if case .instance(_, .unseen(let reason))? = seen.first { return reason.sentence }
        return "it said nothing"
    }

    private func take(
        in address: InstanceAddress, _ facts: InstanceFacts, _ host: [Observation], _ found: inout Found
    ) {
        let short = facts.identity.hostname.split(separator: ".").first.map(String.init) ?? ""
        let isFree = !short.isEmpty && !found.members.contains { $0.name.text == short }
        let name = MemberName(isFree ? short : address.host)
        found.members.append(member(address, named: name))
        found.facts.members[name] = MemberFacts(instance: .seen(facts), host: MemberFacts.unseen.host)
        if case .host(_, let sight)? = host.first { found.facts.members[name]?.host = sight }
    }

    private func link(to address: InstanceAddress, named name: MemberName) -> Link {
        let member = member(address, named: name)
        return Link(to: member, of: Cluster(name: "init", members: [member], place: member.place), secrets: secrets)
    }

    private func member(_ address: InstanceAddress, named name: MemberName) -> Member {
        var ssh = ssh
        ssh.address = address.host
        return Member(
            name: name, address: address, ssh: ssh, sql: sql, place: SourcePlace(file: "init", line: 1, column: 1))
    }
}

extension Facts {
    fileprivate func isPrimary(_ name: MemberName) -> Bool { instance(name)?.writability.isWritable == true }
}
