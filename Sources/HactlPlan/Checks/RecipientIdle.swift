import HactlModel

/// Nobody depends on the member that is to be rebuilt.
package struct RecipientIdle: PlainCheck {
    package static let name = "recipient-idle"
    package static let code = "C01"
    package static let premise = Premise.lostReplica
    package static let summary =
        "The member that is to be rebuilt takes no writes, and nobody follows it or reads its binlog: all that it has is "
        + "dropped."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary].filter(scene.names.contains) }

    package func findings(in scene: Scene) -> [Finding] {
        let name = scene.roles.primary
        guard let instance = scene.facts.instance(name) else { return [] }
        if instance.writability.isWritable { return [takesWrites(name)] }
        let followers = scene.facts.dependents(on: name, in: scene.cluster)
        if followers.isEmpty, instance.activity.dumpThreads == 0 { return [] }
        return [isNeeded(name, by: followers, instead: scene.roles.candidate.text)]
    }

    func takesWrites(_ name: MemberName) -> Finding {
        failure(
            on: name, "\(name) takes writes: rebuilt, it would lose them",
            remedy: "Close it first: hactl plan rejoin --to \(name), or SET GLOBAL read_only = ON there.")
    }

    /// - Parameters:
    ///   - followers: empty where only its binlog is seen to be read.
    ///   - primary: whom they should follow.
    func isNeeded(_ name: MemberName, by followers: [MemberName], instead primary: String) -> Finding {
        let who =
            followers.isEmpty
            ? "somebody reads its binlog" : "\(followers.listed()) \(followers.count == 1 ? "follows" : "follow") it"
        return failure(
            on: name, "\(name) can't be rebuilt while \(who): whoever does would lose its source",
            remedy: "Let them follow \(primary) first.")
    }

    package func passed(in scene: Scene) -> String { "nobody writes to \(scene.roles.primary), and nobody follows it" }
}
