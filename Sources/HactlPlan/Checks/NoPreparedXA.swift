import HactlModel

/// No two-phase transaction is left in the middle.
package struct NoPreparedXA: PlainCheck {
    package static let name = "no-prepared-xa"
    package static let code = "P15"
    package static let summary =
        "No XA transaction is prepared: it keeps its locks, can block the closing, and whether the candidate has it "
        + "can't be told."
    package static let acceptance = Acceptance.never

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary, scene.roles.candidate] }

    package func findings(in scene: Scene) -> [Finding] {
        scene.seen(subjects(in: scene)).filter { !$0.instance.activity.preparedXA.isEmpty }.map {
            let ids = $0.instance.activity.preparedXA
            return failure(
                on: $0.name, "\(ids.count.of("XA transaction")) prepared on \($0.name): \(ids.listed(atMost: 3))",
                remedy: "Let their coordinator finish them, or XA COMMIT or XA ROLLBACK each: XA RECOVER lists them.")
        }
    }

    package func passed(in scene: Scene) -> String { "no XA transaction is prepared on \(scene.roles.primary)" }
}
