import HactlModel

/// What all checks together say, and whether a run may begin.
package struct Judgement: Equatable, Sendable, Codable {
    package var reports: [CheckReport]
    /// Failures that stand.
    package var refusals: [Finding]
    /// Failures that the operator has overruled.
    package var overruled: [Finding]
    /// What the operator accepted and no check is called.
    package var unknownCodes: [UnknownCode]

    package var findings: [Finding] { reports.flatMap(\.findings) }
    package var mayProceed: Bool { refusals.isEmpty && unknownCodes.isEmpty }

    /// Codes that were accepted and did overrule something: for the plan and the journal.
    package var accepted: [String] { Set(overruled.map(\.code)).sorted() }

    /// `accepted` are codes, in either case.
    package init(_ checks: [any Check], in scene: Scene, accepting accepted: [String] = []) {
        let codes = Set(accepted.map { $0.uppercased() })
        reports = checks.map { CheckReport(of: $0, in: scene) }
        Self.nameTheUnseen(in: &reports, scene)
        let failures = reports.flatMap(\.findings).filter { $0.severity == .failure }
        overruled = failures.filter { $0.mayBeAccepted && codes.contains($0.code) }
        refusals = failures.filter { !$0.mayBeAccepted || !codes.contains($0.code) }
        unknownCodes = accepted.filter { !CheckCatalog.codes.contains($0.uppercased()) }.map { UnknownCode($0) }
    }

    /// A playbook may leave out the check that speaks of unseen members, but a member that a check could not judge
    /// has not passed it.
    private static func nameTheUnseen(in reports: inout [CheckReport], _ scene: Scene) {
        let unseen = scene.names.filter { name in reports.contains { $0.unseen.contains(name) } }
        if unseen.isEmpty || reports.contains(where: { $0.code == MembersReachable.code }) { return }
        var narrowed = scene
        narrowed.cluster.members.removeAll { !unseen.contains($0.name) }
        reports.insert(CheckReport(of: MembersReachable(), in: narrowed), at: 0)
    }
}
