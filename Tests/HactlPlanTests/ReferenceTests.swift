import HactlModel
import HactlPlan
import Testing

struct PlaybookReferenceTests {
    @Test("Documentation/Playbooks.md says what the catalogs say; RECORD=1 rewrites it")
    func isFresh() throws {
        try ReferenceFile(name: "Playbooks.md").expect(StepCatalog.reference)
    }

    @Test("every variable of a hook is explained, and no other")
    func hookVariables() {
        let scene = Cast.mariadb()
        #expect(Set(HookEnvironment.variables(in: scene).keys) == Set(StepCatalog.hookVariables.map { $0.name }))
    }
}

struct PrivilegeReferenceTests {
    @Test("Documentation/Privileges.md has the grants and sudoers lines of the code; RECORD=1 rewrites them")
    func isFresh() throws {
        let servers: [(mark: String, flavour: Flavour, version: ServerVersion)] = [
            ("mysql-8.2", .mysql, ServerVersion(8, 2)), ("mysql-8.0", .mysql, ServerVersion(8, 0)),
            ("mysql-5.7", .mysql, ServerVersion(5, 7)), ("mariadb-10.5.2", .mariadb, ServerVersion(10, 5, 2)),
            ("mariadb-10.3", .mariadb, ServerVersion(10, 3)),
        ]
        var texts = ["sudoers": fenced(sudoers, "")]
        for server in servers {
            let dialect = try DialectCatalog.dialect(flavour: server.flavour, version: server.version)
            let grants = dialect.requiredGrants.map { $0.text(for: "hactl@%") }.joined(separator: "\n")
            texts[server.mark] = fenced(grants, "sql")
        }
        try ReferenceFile(name: "Privileges.md").expect(between: texts)
    }

    private var sudoers: String {
        let endpoint = VirtualAddress(address: "10.0.0.50", prefix: 24, interface: "eth0")
        let text = SudoersList(endpoint: endpoint, persistsInFiles: true).text(user: "ops")
        return String(text.dropLast())
    }

    private func fenced(_ text: String, _ language: String) -> String { "```\(language)\n\(text)\n```" }
}
