import HactlModel

/// Where semi-synchronous replication is on, it works, and the candidate can take it over.
package struct SemiSync: PlainCheck {
    package static let name = "semi-sync"
    package static let code = "P18"
    package static let summary =
        "Where the primary uses semi-synchronous replication, it has not fallen back, enough replicas acknowledge, and "
        + "the candidate can take the source side. Fallen back, a crash loses what nobody acknowledged."
    package static let acceptance = Acceptance.always

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary, scene.roles.candidate] }

    package func findings(in scene: Scene) -> [Finding] {
        guard let source = scene.primary?.semiSync, source.sourceEnabled else { return [] }
        return health(source, scene.roles.primary) + phantom(source, scene.roles.primary) + side(in: scene)
    }

    private func health(_ source: SemiSyncFacts, _ name: MemberName) -> [Finding] {
        if !source.sourceActive {
            return [
                objection(
                    on: name, "semi-sync on \(name) is on but has fallen back: commits wait for nobody",
                    remedy: "See why replicas do not acknowledge; it comes back by itself once they do.")
            ]
        }
        guard source.connectedReplicas < source.waitCount else { return [] }
        return [
            objection(
                on: name,
                "\(name) waits for \(source.waitCount.of("acknowledgement")) and has "
                    + "\(source.connectedReplicas.of("semi-sync replica")): commits will wait for the timeout",
                remedy: "Switch semi-sync on on more replicas, or lower the wait count.")
        ]
    }

    private func phantom(_ source: SemiSyncFacts, _ name: MemberName) -> [Finding] {
        guard source.waitPoint != "AFTER_SYNC" else { return [] }
        return [
            warning(
                on: name,
                "semi-sync on \(name) waits \(source.waitPoint): others see rows that a crash would still lose",
                remedy: "Set the wait point to AFTER_SYNC.")
        ]
    }

    private func side(in scene: Scene) -> [Finding] {
        guard let candidate = scene.candidate else { return [] }
        let name = scene.roles.candidate
        guard let semiSync = candidate.semiSync else {
            return [
                objection(
                    on: name, "\(name) has no semi-sync: as primary it would replicate asynchronously",
                    remedy: "Install the semi-sync plugins on \(name).")
            ]
        }
        if semiSync.replicaEnabled { return [] }
        return [
            warning(
                on: name, "\(name) does not acknowledge (its replica side of semi-sync is off)",
                remedy: "Switch it on and restart the receiver of \(name).")
        ]
    }

    package func passed(in scene: Scene) -> String {
        scene.primary?.semiSync?.sourceEnabled == true
            ? "semi-sync works on \(scene.roles.primary), and \(scene.roles.candidate) can take it over"
            : "\(scene.roles.primary) does not use semi-sync"
    }
}
