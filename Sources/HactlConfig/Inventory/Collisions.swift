import HactlModel

/// Names and addresses that two things claim.
struct Collisions {
    private(set) var complaints: [Complaint] = []
    private var clusters: [String: Cluster] = [:]
    private var servers: [InstanceAddress: Member] = [:]
    /// Whose virtual address it is.
    private var owners: [String: Cluster] = [:]

    init(_ all: [Cluster]) {
        for cluster in all { note(cluster) }
        for cluster in all { noteWriter(of: cluster, all) }
    }

    private mutating func note(_ cluster: Cluster) {
        if let first = clusters[cluster.name] {
            complain(
                at: cluster.place, "The cluster `\(cluster.name)` is already written at \(first.place).",
                "Keep one of them, or give this one another name.")
        }
        clusters[cluster.name] = clusters[cluster.name] ?? cluster
        for member in cluster.members { note(member) }
    }

    private mutating func note(_ member: Member) {
        if let first = servers[member.address] {
            complain(
                at: member.place,
                "`\(member.name)` has the address \(member.address), which `\(first.name)` has at \(first.place).",
                "Give each server its own address; a server belongs to one cluster.")
        }
        servers[member.address] = servers[member.address] ?? member
    }

    private mutating func noteWriter(of cluster: Cluster, _ all: [Cluster]) {
        for address in cluster.readers?.addresses.map(\.address) ?? [] { claim(address, for: cluster, as: "reader") }
        guard let vip = cluster.writer?.address else { return }
        claim(vip, for: cluster, as: "writer")
        for member in all.flatMap(\.members) where member.address.host == vip || member.ssh.address == vip {
            complain(
                at: member.place, "`\(member.name)` is addressed by \(vip), the writer address of `\(cluster.name)`.",
                "Write the host's own address: the writer address moves away from it.")
        }
    }

    private mutating func claim(_ address: String, for cluster: Cluster, as role: String) {
        if let first = owners[address], first.name != cluster.name {
            complain(
                at: cluster.place,
                "The cluster `\(cluster.name)` has the \(role) address \(address) of `\(first.name)`.",
                "Give each cluster an address of its own.")
        }
        owners[address] = owners[address] ?? cluster
    }

    private mutating func complain(at place: SourcePlace, _ problem: String, _ remedy: String) {
        complaints.append(Complaint(at: place, problem, remedy: remedy))
    }
}
