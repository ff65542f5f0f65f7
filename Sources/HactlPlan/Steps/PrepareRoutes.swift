import HactlModel

/// Puts the file with which a proxy would lead writes to a member beside the one in force, and has the proxy try it. A file that
/// the proxy does not take is found before anything is frozen.
package struct PrepareRoutes: Step {
    package static let kind: StepKind = "prepare-routes"
    package let proxy: ProxyName
    package let settings: ProxyKind
    package let member: MemberName
    package let address: InstanceAddress
    package var quorum: Int?

    package var subject: MemberName? { nil }
    package var title: String { "Prepare the file of \(proxy) for writes to \(member)" }
    package var probes: [Probe] { [.proxy(proxy)] }

    package func status(in facts: Facts) -> StepStatus {
        guard let seen = facts.proxy(proxy) else { return .blocked(because: blind(proxy, facts)) }
        guard let server = seen.server(at: address) else {
            return .blocked(because: "\(proxy) knows no server at \(address)")
        }
        guard ProxyCatalog.dialect(of: settings).edit(leadingTo: [server.name], in: seen) != nil else {
            return .satisfied(because: seen.file == nil ? "\(proxy) has no file" : "its file leads to \(member)")
        }
        return facts.prepared(of: proxy) != nil
            ? .satisfied(because: "\(proxy) takes the new file") : .pending(because: "its file leads elsewhere")
    }

    package func actions(in facts: Facts) -> [Action] {
        guard let seen = facts.proxy(proxy), let server = seen.server(at: address),
            let edit = ProxyCatalog.dialect(of: settings).edit(leadingTo: [server.name], in: seen)
        else { return [] }
        return [.proxy(proxy, .prepare(edit))]
    }

    package func undo(from before: Facts) -> Undo { .actions([.proxy(proxy, .discard)]) }

    package func change(in facts: Facts) -> String {
        guard case .proxy(_, .prepare(let edit))? = actions(in: facts).first else { return "nothing" }
        return edit.changes.map { "line \($0.number): \($0.new.trimmed)" }.joined(separator: "; ")
    }

    /// What the ledger calls a file that was prepared by this run, for the file that has this SHA-256.
    package static func label(of proxy: ProxyName, for digest: String) -> String { "prepared:\(proxy):\(digest)" }

    package static func steps(from entry: StepEntry, in scene: Scene) throws(Complaint) -> [any Step] {
        try entry.allow(["to"])
        let member = try entry.member("to", in: scene, otherwise: scene.roles.candidate)
        // Where nobody takes writes a file can wait: it says what is after a reload.
        let quorum = scene.premise == .deadPrimary ? 0 : scene.cluster.proxyQuorum
        return scene.proxiesInSight.map {
            PrepareRoutes(
                proxy: $0.name, settings: $0.kind, member: member, address: scene.address(of: member), quorum: quorum)
        }
    }
}

extension String {
    fileprivate var trimmed: String { split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ") }
}

extension Facts {
    /// What this run has prepared for the file as it is now: one that a person has changed since is prepared anew.
    func prepared(of name: ProxyName) -> FileSwap? {
        guard let file = proxy(name)?.file, let prepared = file.prepared,
            ledger.contains(PrepareRoutes.label(of: name, for: file.digest))
        else { return nil }
        return FileSwap(from: file.digest, to: prepared)
    }
}

/// Why a proxy can't be judged, as a clause.
func blind(_ proxy: ProxyName, _ facts: Facts) -> String {
    facts.proxies[proxy]?.reason.map { "\(proxy) can't be seen (\($0.sentence))" } ?? "\(proxy) was not looked at"
}
