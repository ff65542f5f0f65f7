import HactlModel

/// ProxySQL from 2.0 on, over its administrative interface (doc/admin_tables.md, configuration_system.md of sysown/proxysql).
///
/// There are three layers: what runs, the memory that every administrator shares, and the disk from which it starts. A change is
/// made in memory, loaded, and saved. There are no transactions, and each text is one statement (Admin's `execute_statement`
/// prepares the first and drops the rest), so every statement here leaves the memory in a state that may be loaded.
struct ProxySQL: AdminProxy {
    let settings: ProxySQLSettings

    init(_ settings: ProxySQLSettings) { self.settings = settings }

    var questions: [String] { [ProxySQLText.layers, ProxySQLText.loaded, ProxySQLText.pool, ProxySQLText.groups] }

    func facts(from answers: [SQLTable?]) -> ProxyFacts? { ProxySQLReport(answers, of: settings).facts }

    func statements(for order: ProxyOrder) -> [String] {
        switch order {
        case .lead(let names): lead(to: names)
        case .serveReads(let shift): serveReads(shift)
        case .save: [ProxySQLText.save]
        case .expel(let address): [ProxySQLText.expel(address), ProxySQLText.load, ProxySQLText.save]
        case .admit(let address): admit(address)
        case .endSessions, .prepare, .discard, .keep, .restore, .write: []
        }
    }

    /// Nobody is led to several: whoever wants that has set the rows by hand.
    private func lead(to names: [String]) -> [String] {
        guard names.count == 1, let address = InstanceAddress(written: names[0]) else { return [] }
        return ProxySQLText(settings).lead(to: address) + [ProxySQLText.load]
    }

    private func serveReads(_ shift: ReadShift) -> [String] {
        guard let reader = settings.readerHostgroup else { return [] }
        let opened = shift.opened.compactMap(InstanceAddress.init(written:))
        let drained = shift.drained.compactMap(InstanceAddress.init(written:))
        if opened.isEmpty, drained.isEmpty { return [] }
        return ProxySQLText.serveReads(in: reader, opened: opened, drained: drained) + [ProxySQLText.load]
    }

    private func admit(_ address: InstanceAddress) -> [String] {
        guard let reader = settings.readerHostgroup else { return [] }
        return [ProxySQLText.admit(address, into: reader), ProxySQLText.load, ProxySQLText.save]
    }

    var movesServers: Bool { settings.readerHostgroup != nil }

    /// What is kept is a layer of its own, and no file.
    func edit(leadingTo names: [String], in facts: ProxyFacts) -> FileEdit? { nil }

    func orders(leadingTo names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> [ProxyOrder] {
        [.lead(to: names)]
    }

    func keeping(_ names: [String], in facts: ProxyFacts, prepared: FileSwap?) -> ProxyOrder? {
        facts.file?.lines.map(\.text) == names ? nil : .save
    }

    /// With several writers, or none, there is nothing that it could be given back.
    func wayBack(to before: ProxyFacts, from names: [String], prepared: FileSwap?) -> [ProxyOrder]? {
        before.leading.count == 1 ? [.lead(to: before.leading)] : nil
    }
}
