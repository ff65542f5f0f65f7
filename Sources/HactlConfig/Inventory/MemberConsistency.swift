import HactlModel

/// What must fit together among the members of one cluster.
struct MemberConsistency {
    let cluster: WrittenEntry
    let members: [Member]
    /// Those for which no SQL user is written anywhere.
    let withoutUser: [String]

    var complaints: [Complaint] { missingUsers + repeatedIdentities }

    /// One complaint for the cluster, not one a member: there is one line to add.
    private var missingUsers: [Complaint] {
        guard !withoutUser.isEmpty else { return [] }
        let all = withoutUser.count == (cluster.value["members"]?.entries.count ?? 0)
        let who = all ? "The members" : withoutUser.map { "`\($0)`" }.joined(separator: ", ")
        return [
            Complaint(
                at: cluster.place, "\(who) of the cluster `\(cluster.name)` have no `sql: user`.",
                remedy: "Write it for all: defaults: {sql: {user: hactl, password: {file: /etc/hactl/NAME.pw}}}.")
        ]
    }

    private var repeatedIdentities: [Complaint] {
        var first: [String: Member] = [:]
        return members.compactMap { member in
            guard let identity = member.identity else { return nil }
            guard let other = first[identity] else {
                first[identity] = member
                return nil
            }
            return Complaint(
                at: member.place, "`\(member.name)` is pinned to the same identity as `\(other.name)`.",
                remedy: "Ask each server: SELECT @@server_id, and on MySQL SELECT @@server_uuid.")
        }
    }
}
