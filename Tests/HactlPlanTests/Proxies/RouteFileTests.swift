import HactlModel
import Testing

@testable import HactlPlan

@Suite struct RouteFileTests {
    private let router = RouteFile(.router(section: "routing:primary"))
    private static let digest = String(repeating: "a", count: 64)

    private func look(_ lines: [String], prepared: String = "", due: String = "") -> ProxyFacts? {
        router.facts(
            from: (["@@hactl digest", Self.digest + "  -", "@@hactl lines"] + lines
                + ["@@hactl prepared", prepared, "@@hactl due", due, "@@hactl end", ""]).joined(separator: "\n"))
    }

    @Test func aLookIsRead() throws {
        let facts = try #require(look(["17:destinations = 10.0.0.11:3306"]))
        #expect(facts.leading == ["10.0.0.11:3306"])
        #expect(facts.flaws == [])
        #expect(facts.server(at: InstanceAddress(host: "10.0.0.12", port: 3306))?.isOpen == false)
        #expect(facts.file?.digest == Self.digest)
    }

    /// A new file that the proxy may not have taken in leads nowhere for certain.
    @Test func aFileThatIsDueLeadsNowhere() throws {
        let facts = try #require(look(["17:destinations=10.0.0.11:3306"], due: "due"))
        #expect(facts.leading == [])
        let orders = router.orders(leadingTo: ["10.0.0.11:3306"], in: facts, prepared: nil)
        #expect(orders == [.keep(FileSwap(from: Self.digest, to: Self.digest))])
    }

    @Test func severalDestinationsLeadToNobodyAlone() throws {
        let facts = try #require(look(["17:destinations=10.0.0.11:3306,10.0.0.12:3306"]))
        #expect(facts.leading != ["10.0.0.11:3306"])
        let edit = try #require(router.edit(leadingTo: ["10.0.0.11:3306"], in: facts))
        #expect(edit.changes.map(\.new) == ["destinations = 10.0.0.11:3306"])
    }

    @Test(arguments: [([String](), "no line"), (["3:destinations=a:1", "4:destinations=b:1"], "several lines")])
    func aLineStandsThereOnce(_ lines: [String], _ words: String) throws {
        let facts = try #require(look(lines))
        #expect(facts.flaws.contains { $0.contains(words) })
    }

    @Test func aFileThatCantBeReadIsAFlaw() {
        let facts = router.facts(from: "@@hactl digest\n@@hactl lines\n@@hactl prepared\n@@hactl due\n@@hactl end\n")
        #expect(facts?.flaws.count == 1)
        #expect(router.facts(from: "@@hactl digest\n") == nil)
    }

    /// First the copy, then its turn; with nothing prepared there is no way back, and hactl says so.
    @Test func itIsLedByItsFile() throws {
        let facts = try #require(look(["17:  destinations = 10.0.0.11:3306"]))
        let swap = FileSwap(from: Self.digest, to: String(repeating: "b", count: 64))
        let edit = FileEdit(
            digest: Self.digest,
            changes: [LineChange(17, from: "  destinations = 10.0.0.11:3306", to: "  destinations = 10.0.0.12:3306")])
        #expect(router.orders(leadingTo: ["10.0.0.12:3306"], in: facts, prepared: nil) == [.prepare(edit)])
        #expect(router.orders(leadingTo: ["10.0.0.12:3306"], in: facts, prepared: swap) == [.keep(swap)])
        #expect(router.wayBack(to: facts, from: [], prepared: swap) == [.restore(swap)])
        #expect(router.wayBack(to: facts, from: [], prepared: nil) == nil)
        #expect(router.edit(leadingTo: ["10.0.0.11:3306"], in: facts) == nil, "blanks are a matter of taste")
    }

    @Test(arguments: [
        ("destinations = {host}:{port}", "destinations=db1.shop:3307", "db1.shop", 3307),
        ("server: {host}", "server:   10.0.0.1", "10.0.0.1", 3306),
        ("url = jdbc:mysql://{host}:{port}/shop", "  url=jdbc:mysql://10.0.0.1:3306/shop", "10.0.0.1", 3306),
        ("{\"master\": \"{host}\", \"port\": {port}}", "{\"master\":\"10.0.0.1\",\"port\":33}", "10.0.0.1", 33),
    ]) func linesAreUnderstood(_ pattern: String, _ line: String, _ host: String, _ port: Int) {
        #expect(RouteLine(pattern).address(in: line) == InstanceAddress(host: host, port: port))
        let text = RouteLine(pattern).text(leadingTo: InstanceAddress(host: "x", port: 1), insteadOf: line)
        #expect(
            RouteLine(pattern).address(in: text)
                == InstanceAddress(host: "x", port: pattern.contains("{port}") ? 1 : 3306))
    }
}

/// What every kind of proxy has to keep to.
@Suite struct ProxyContractTests {
    private static let kinds: [ProxyKind] = [
        .haproxy(HAProxySettings(backend: "shop_writer")),
        .haproxy(HAProxySettings(backend: "shop_writer", readers: "shop_readers")),
        .file(.router(section: "routing:primary")),
        .file(RouteFileSettings(path: "/etc/x", lines: ["master = {host}:{port}"], check: ["x", "{}"], reload: ["y"])),
    ]
    private static let swap = FileSwap(from: String(repeating: "a", count: 64), to: String(repeating: "b", count: 64))
    private static let orders: [ProxyOrder] = [
        .lead(to: ["db2"]), .serveReads(ReadShift(opened: ["db2"], drained: ["db1"])),
        .endSessions(of: ["db1", "db3"]), .discard, .keep(swap), .restore(swap),
        .prepare(FileEdit(digest: swap.old, changes: [LineChange(3, from: "server a", to: "server a disabled")])),
    ]

    /// Names, digests and lines go over standard input: sudoers allows exactly these commands, and ps(1) shows no more.
    @Test(arguments: kinds) func everyOrderIsAnAllowedCommand(_ kind: ProxyKind) {
        guard let dialect = ProxyCatalog.dialect(of: kind) as? any ShellProxy else { return }
        let allowed = dialect.privileged.map(\.arguments)
        for order in Self.orders {
            guard let errand = dialect.errand(for: order) else { continue }
            #expect(errand.asRoot)
            #expect(allowed.contains(errand.arguments), "\(order)")
            if let early = dialect.standing(for: order) {
                #expect(early.arguments == errand.arguments && early.input == nil)
            }
        }
        #expect(allowed.contains(dialect.look.arguments))
        #expect(dialect.look.input == nil, "a look says nothing")
    }

    /// Half an answer is none.
    @Test(arguments: kinds) func anAnswerThatBreaksOffIsUnseen(_ kind: ProxyKind) throws {
        let dialect = try #require(ProxyCatalog.dialect(of: kind) as? any ShellProxy)
        #expect(dialect.facts(from: "") == nil)
        #expect(dialect.facts(from: "@@hactl digest\n\(Self.swap.old)  -\n") == nil)
    }

    @Test(arguments: kinds) func itsRightsAreSudoersLines(_ kind: ProxyKind) throws {
        let dialect = try #require(ProxyCatalog.dialect(of: kind) as? any ShellProxy)
        for line in dialect.sudoersText(user: "ops").split(separator: "\n") {
            #expect(line.hasPrefix("ops ALL=(root) NOPASSWD: /bin/sh -c "))
        }
    }
}
