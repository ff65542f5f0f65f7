import HactlModel

/// HAProxy from 2.2 on: its runtime API over the admin socket, and the `server` lines of its file (management.txt §9.3,
/// configuration.txt §5.2). What the socket changes is gone with the next reload, so both are kept alike.
struct HAProxy: ProxyDialect {
    let settings: HAProxySettings

    init(_ settings: HAProxySettings) { self.settings = settings }

    var look: Errand {
        FixedScript.haproxyLook.errand([settings.socket, settings.backend, settings.file])
    }

    var privileged: [Errand] {
        [look, runtime([]), prepare(FileEdit(digest: "", changes: [])), file("", [])]
    }

    func facts(from output: String) -> ProxyFacts? { HAProxyReport(output).facts }

    func errand(for order: ProxyOrder) -> Errand {
        switch order {
        case .lead(let names): runtime(names.map { "lead \($0)" })
        case .endSessions(let names): runtime(names.map { "end \($0)" })
        case .prepare(let edit): prepare(edit)
        case .discard: file("discard", [])
        case .keep(let swap): file("keep", [swap.old, swap.new])
        case .restore(let swap): file("restore", [swap.old, swap.new])
        }
    }

    func standing(for order: ProxyOrder) -> Errand? {
        switch order {
        case .lead, .endSessions: runtime([])
        case .prepare, .discard, .keep, .restore: nil
        }
    }

    private func runtime(_ lines: [String]) -> Errand {
        var errand = FixedScript.haproxyLead.errand([settings.socket, settings.backend])
        if !lines.isEmpty { errand.input = lines.map { $0 + "\n" }.joined() }
        return errand
    }

    private func file(_ verb: String, _ lines: [String]) -> Errand {
        var errand = FixedScript.fileSwap.errand([settings.file])
        errand.input = ([verb] + lines).map { $0 + "\n" }.joined()
        return errand
    }

    private func prepare(_ edit: FileEdit) -> Errand {
        var errand = FixedScript.filePrepare.errand([settings.file] + settings.check)
        let changes = edit.changes.flatMap { [String($0.number), $0.old, $0.new] }
        errand.input = ([edit.digest] + changes).map { $0 + "\n" }.joined()
        return errand
    }

    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit? {
        guard let file = facts.file else { return nil }
        let changes = file.lines.compactMap { line -> LineChange? in
            guard let server = HAProxyServerLine(line.text) else { return nil }
            let text = server.text(isDisabled: !names.contains(server.name))
            return text == line.text ? nil : LineChange(line.number, from: line.text, to: text)
        }
        return changes.isEmpty ? nil : FileEdit(digest: file.digest, changes: changes)
    }
}
