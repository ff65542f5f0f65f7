import HactlModel

/// What one check had to say.
package struct CheckReport: Equatable, Sendable, Codable {
    package var name: String
    package var code: String
    package var findings: [Finding]
    /// Members that it should have judged and could not see. They have not passed.
    package var unseen: [MemberName]
    /// Why it is fine, or whom it could not judge; `nil` when the findings say it all.
    package var sentence: String?

    package var hasPassed: Bool { findings.isEmpty && unseen.isEmpty }

    package init(of check: some Check, in scene: Scene) {
        let kind = type(of: check)
        name = kind.name
        code = kind.code
        findings = check.findings(in: scene)
        unseen = kind.needs.unseen(check.subjects(in: scene), in: scene.facts)
        sentence = nil
        sentence = words(of: check, in: scene)
    }

    private func words(of check: some Check, in scene: Scene) -> String? {
        if !unseen.isEmpty { return "\(unseen.listed()) can't be judged, unseen" }
        return findings.isEmpty ? check.passed(in: scene) : nil
    }
}
