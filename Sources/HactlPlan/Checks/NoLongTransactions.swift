import HactlModel

/// Nothing runs on the primary that would be lost or in the way.
package struct NoLongTransactions: Check {
    package static let name = "no-long-transactions"
    package static let code = "P14"
    package static let summary =
        "No transaction on the primary has changed rows and been open for longer than the limit, and no long query "
        + "runs there: both would be ended, and can hold the closing up. On the candidate they hold up the applier."
    package static let example = "{over: limits.long-transaction}"
    package static let acceptance = Acceptance.always
    private let limit: Duration

    package init(reading entry: CheckEntry, limits: Limits) throws(Complaint) {
        limit = try entry.duration("over", limits: limits, otherwise: limits.longTransaction)
    }

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary, scene.roles.candidate] }

    package func findings(in scene: Scene) -> [Finding] {
        let primary = scene.primary.map { writing(scene.roles.primary, $0) + resting(scene.roles.primary, $0) } ?? []
        return primary + scene.seen(subjects(in: scene)).flatMap { queries(on: $0, scene) }
    }

    private func isLong(_ seconds: Int) -> Bool { .seconds(seconds) >= limit }

    private func writing(_ name: MemberName, _ instance: InstanceFacts) -> [Finding] {
        instance.activity.transactions.filter { $0.rowsModified > 0 && isLong($0.seconds) }.map { transaction in
            let state = transaction.isIdle ? "idle, " : ""
            return objection(
                on: name,
                "a transaction of \(transaction.user) on \(name) is open for \(transaction.seconds)s (\(state)"
                    + "\(transaction.rowsModified.of("row")) changed): the switch would roll it back",
                remedy: "Let it end, or end session \(transaction.session) yourself: KILL \(transaction.session).")
        }
    }

    private func resting(_ name: MemberName, _ instance: InstanceFacts) -> [Finding] {
        let idle = instance.activity.transactions.filter { $0.rowsModified == 0 && $0.isIdle && isLong($0.seconds) }
        if idle.isEmpty { return [] }
        return [
            note(
                on: name, "\(idle.count.of("transaction")) on \(name) without changes, idle: they will be ended",
                remedy: "Nothing to do; clients that keep transactions open will see their connection end.")
        ]
    }

    private func queries(on member: SeenMember, _ scene: Scene) -> [Finding] {
        let long = member.instance.activity.sessions.filter { $0.command == "Query" && isLong($0.seconds) }
        guard let worst = long.max(by: { $0.seconds < $1.seconds }) else { return [] }
        let meaning = member.name == scene.roles.primary ? "it will be ended" : "it may hold up the applier"
        return [
            warning(
                on: member.name,
                "\(long.count.of("long statement")) on \(member.name), the longest of "
                    + "\(worst.user) for \(worst.seconds)s: \(meaning)",
                remedy: "Let it end, or end session \(worst.id) yourself: KILL \(worst.id).")
        ]
    }

    package func passed(in scene: Scene) -> String {
        "nothing on \(scene.roles.primary) has changed rows for \(limit.words) or longer"
    }
}
