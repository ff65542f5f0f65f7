import HactlModel

/// Whether a primary is dead, and how that is known. Pure: it judges what was seen, and unseen is not dead.
package struct Verdict: Equatable, Sendable, Codable {
    package let kind: VerdictKind
    package let primary: MemberName
    /// A clause: "its host is well, and no server runs there".
    package let reason: String
    /// What it rests on, a line each, without full stops.
    package let evidence: [String]

    package init(of primary: MemberName, in cluster: Cluster, seen facts: Facts) {
        let inquest = Inquest(of: primary, in: cluster, seen: facts)
        let rule = VerdictRule.all.first { $0.holds(inquest) }
        kind = rule?.kind ?? .unknown
        self.primary = primary
        reason = rule?.because ?? "what was seen proves neither life nor death"
        evidence = inquest.evidence
    }

    /// "db1 is process-dead: its host is well, and no server runs there"
    package var sentence: String { "\(primary) is \(kind.rawValue): \(reason)" }
}
