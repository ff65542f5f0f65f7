import HactlModel

/// Names and addresses that two things claim.
struct Collisions {
    private(set) var complaints: [Complaint] = []
    private var clusters: [String: Cluster] = [:]
    private var servers: [InstanceAddress: Member] = [:]
    private var writers: [String: Cluster] = [:]

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
        guard let vip = cluster.writer?.address else { return }
        if let first = writers[vip] {
            complain(
                at: cluster.place, "The cluster `\(cluster.name)` has the writer address \(vip) of `\(first.name)`.",
                "Give each cluster an address of its own.")
        }
        writers[vip] = writers[vip] ?? cluster
        for member in all.flatMap(\.members) where member.address.host == vip || member.ssh.address == vip {
            complain(
                at: member.place, "`\(member.name)` is addressed by \(vip), the writer address of `\(cluster.name)`.",
                "Write the host's own address: the writer address moves away from it.")
        }
    }

    private mutating func complain(at place: SourcePlace, _ problem: String, _ remedy: String) {
        complaints.append(Complaint(at: place, problem, remedy: remedy))
    }
}
