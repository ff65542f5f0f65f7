import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan

struct Grants: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the privileges that hactl's account needs on the servers, each with its reason.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Without looking: mysql or mariadb, and a version, as in mysql:8.4.")
    var server: String?
    @Option(help: "The account, as USER@HOST.")
    var account: String?

    func run() async throws {
        try await saying(output) {
            if let server { return try say(try parse(server), for: account ?? "hactl@%") }
            let desk = try Desk(options)
            let user = desk.cluster.members.first?.sql.user ?? "hactl"
            let account = account ?? "\(user)@%"
            try say(try await identity(desk), for: account)
            if let table = desk.cluster.heartbeat {
                Terminal.print(RequiredGrant.heartbeats(in: table).text(for: account))
            }
        }
    }

    private func say(_ kind: (Flavour, ServerVersion), for account: String) throws {
        for grant in try dialect(kind.0, kind.1).requiredGrants { Terminal.print(grant.text(for: account)) }
    }

    private func identity(_ desk: Desk) async throws -> (Flavour, ServerVersion) {
        let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
        let facts = await world.lookAround()
        await world.close()
        guard let seen = desk.cluster.members.compactMap({ facts.instance($0.name)?.identity }).first else {
            throw Quit(
                "No server of \(desk.cluster.name) can be seen.", hint: "Say which kind: --server mysql:8.4",
                code: .unreachable)
        }
        return (seen.flavour, seen.version)
    }

    private func parse(_ text: String) throws -> (Flavour, ServerVersion) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard let flavour = parts.first.flatMap({ Flavour(rawValue: String($0)) }), parts.count == 2 else {
            throw Quit("'\(text)' is no server.", hint: "Write mysql:8.4 or mariadb:10.11.", code: .usage)
        }
        return (flavour, ServerVersion(reading: String(parts[1])))
    }

    private func dialect(_ flavour: Flavour, _ version: ServerVersion) throws -> any Dialect {
        do throws(Unsupported) { return try DialectCatalog.dialect(flavour: flavour, version: version) } catch {
            throw Quit(error.because, hint: error.remedy, code: .refused)
        }
    }
}
