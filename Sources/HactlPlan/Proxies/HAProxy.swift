import HactlModel

/// HAProxy from 2.2 on: its runtime API over the admin socket, and the `server` lines of its file (management.txt §9.3,
/// configuration.txt §5.2). What the socket changes is gone with the next reload, so both are kept alike; but who serves reads follows
/// from health, and no file says that.
struct HAProxy: ShellProxy {
    let settings: HAProxySettings
    private let file: FileOrders

    init(_ settings: HAProxySettings) {
        self.settings = settings
        file = FileOrders(path: settings.file, check: settings.check)
    }

    var look: Errand {
        FixedScript.haproxyLook.errand(
            [settings.socket, settings.backend, settings.file] + [settings.readers].compactMap(\.self))
    }

    var privileged: [Errand] {
        [look, runtime([])] + (settings.readers.map { [runtime([], of: $0)] } ?? []) + file.privileged
    }

    func facts(from output: String) -> ProxyFacts? { HAProxyReport(output).facts(withReaders: settings.readers != nil) }

    func errand(for order: ProxyOrder) -> Errand? {
        switch order {
        case .lead(let names): runtime(names.map { "lead \($0)" })
        case .endSessions(let names): runtime(names.map { "end \($0)" })
        case .serveReads(let shift): settings.readers.map { runtime(lines(for: shift), of: $0) }
        case .prepare, .discard, .keep, .restore, .save, .write, .expel, .admit: file.errand(for: order)
        }
    }

    func standing(for order: ProxyOrder) -> Errand? {
        switch order {
        case .lead, .endSessions: runtime([])
        case .serveReads, .prepare, .discard, .keep, .restore, .save, .write, .expel, .admit: nil
        }
    }

    /// Whoever is opened is opened before anybody is drained.
    private func lines(for shift: ReadShift) -> [String] {
        shift.opened.map { "open \($0)" } + shift.drained.map { "drain \($0)" } + shift.ended.map { "end \($0)" }
    }

    /// - Parameter section: the writers' unless it is given.
    private func runtime(_ lines: [String], of section: String? = nil) -> Errand {
        var errand = FixedScript.haproxyLead.errand([settings.socket, section ?? settings.backend])
        if !lines.isEmpty { errand.input = lines.map { $0 + "\n" }.joined() }
        return errand
    }

    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit? {
        FileEdit(of: facts.file) { line in
            HAProxyServerLine(line).map { $0.text(isDisabled: !names.contains($0.name)) }
        }
    }

    func orders(leadingTo names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder] {
        [.lead(to: names)]
    }

    func wayBack(to before: ProxyFacts, from names: [String], prepared: FileSwap?) -> [ProxyOrder]? {
        [.lead(to: before.leading)]
    }
}
