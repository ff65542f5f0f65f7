import HactlModel

/// What a rebuild throws away is named, and wanted by nobody.
package struct NothingWanted: PlainCheck {
    package static let name = "nothing-wanted"
    package static let code = "C05"
    package static let premise = Premise.lostReplica
    package static let summary =
        "Nothing on the member that is rebuilt is worth keeping. Transactions that the primary lacks are named: they may be "
        + "orders that clients were told are safe, and nobody else has them."
    package static let acceptance = Acceptance.always

    package init() {}

    package func subjects(in scene: Scene) -> [MemberName] { [scene.roles.primary].filter(scene.names.contains) }

    package func findings(in scene: Scene) -> [Finding] {
        let (name, primary) = (scene.roles.primary, scene.roles.candidate)
        // Who is behind a fence is judged without being seen.
        guard scene.facts.instance(name) != nil else {
            return scene.names.contains(name) ? [] : [untold(name, primary)]
        }
        guard let strays = scene.facts.strays(on: name, lackedBy: primary) else { return [plain(name)] }
        return [
            objection(
                on: name,
                "\(name) has \(strays.text.onOneLine), which \(primary) lacks: rebuilt, \(name) loses them, and "
                    + "nobody else has them",
                remedy: "Read them from its binlogs first (mysqlbinlog), and decide what to do with each.")
        ]
    }

    private func plain(_ name: MemberName) -> Finding {
        warning(
            on: name, "everything on \(name) is thrown away; the primary has all of its transactions",
            remedy: "Nothing, unless somebody keeps something on \(name) beside replication.")
    }

    private func untold(_ name: MemberName, _ primary: MemberName) -> Finding {
        objection(
            on: name,
            "everything on \(name) is thrown away, and whether it has transactions that \(primary) lacks can't be told: it "
                + "does not answer",
            remedy: "Let it come back first (hactl plan rejoin --to \(name)): that shows them.")
    }

    package func passed(in scene: Scene) -> String { "nothing is lost" }
}

extension String {
    /// A set as a server prints it has a line for each source.
    fileprivate var onOneLine: String { filter { !$0.isNewline } }
}
