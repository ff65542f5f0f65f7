import ArgumentParser
import Glibc
import HactlConfig
import HactlLive
import HactlModel

struct Initialize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a first inventory from one server of a cluster, by following replication.",
        discussion:
            "  hactl init db1.example.com --cluster shop --password-file /etc/hactl/shop.pw > Inventory/shop.yaml")

    @ArgumentParser.Argument(help: "Any server of the cluster: HOST or HOST:PORT.")
    var host: String
    @Option(name: .shortAndLong, help: "What to call the cluster.")
    var cluster = "main"
    @Option(help: "hactl's account on the servers.")
    var sqlUser = "hactl"
    @Option(help: "File with the account's password, mode 0600.")
    var passwordFile: String
    @Option(help: "CA of the servers' certificates; without it connections are in clear.")
    var tlsCa: String?
    @Option(help: "User to log in to the hosts as.")
    var sshUser: String?
    @Option(help: "Private key for the hosts.")
    var sshKey: String?
    @Option(help: "known_hosts file. Default: the user's own.")
    var knownHosts: String?
    @Option(help: "The writer VIP, as 10.0.0.50/24.")
    var vip: String?
    @Option(help: "Account with which replicas follow.")
    var replicationUser = "repl"
    @Option(help: "File with the replication account's password.")
    var replicationPasswordFile: String?
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let found = await Discovery(sql: sql, ssh: ssh, secrets: SecretBook()).find(from: try address())
            guard !found.members.isEmpty else {
                throw Quit(
                    "No server could be looked at.\n  " + found.unseen.joined(separator: "\n  "),
                    hint: "Check the address, the account and the password file.", code: .unreachable)
            }
            Terminal.print(text(found))
            for line in found.unseen { Terminal.complain("Not looked at: \(line)") }
            if !found.unseen.isEmpty { throw ArgumentParser.ExitCode.unreachable }
        }
    }

    private func address() throws -> InstanceAddress {
        let parts = host.split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = parts.first, let port = Int(parts.count > 1 ? parts[1] : "3306"), (1...65535).contains(port)
        else {
            throw Quit("'\(host)' is no address.", hint: "Write HOST or HOST:PORT.", code: .usage)
        }
        return InstanceAddress(host: name, port: port)
    }

    private var sql: SQLAccess {
        SQLAccess(
            user: sqlUser, password: .file(Self.placed(passwordFile)),
            tls: TLSSettings(mode: tlsCa == nil ? .disabled : .verifyIdentity, ca: tlsCa.map(Self.placed)))
    }

    private var ssh: SSHAccess {
        let environment = Desk.environment()
        let user = sshUser ?? environment["USER"] ?? environment["LOGNAME"] ?? "root"
        return SSHAccess(address: "", user: user, key: sshKey.map(Self.placed), knownHosts: knownHosts.map(Self.placed))
    }

    /// In an inventory a relative path begins at the folder of the file, and nobody knows yet where this one will lie.
    private static func placed(_ path: String) -> String {
        if path.hasPrefix("/") || path.hasPrefix("~") { return path }
        guard let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    private func text(_ found: Discovery.Found) -> String {
        let replication = replicationPasswordFile.map {
            ReplicationAccount(user: replicationUser, password: .file(Self.placed($0)), tls: tlsCa != nil)
        }
        let cluster = Cluster(
            name: cluster, members: found.members, writer: writer(found), replication: replication,
            place: SourcePlace(file: "init", line: 1, column: 1))
        return "# Written by `hactl init \(host)`. Read it, complete it, then: hactl check\n" + missing(found)
            + InventoryWriter.text(for: cluster)
    }

    /// The interface is where the primary holds the address now.
    private func writer(_ found: Discovery.Found) -> VirtualAddress? {
        guard let vip, let primary = found.members.first else { return nil }
        let parts = vip.split(separator: "/").map(String.init)
        let held = found.facts.host(primary.name)?.addresses.first { $0.address == parts.first }
        let prefix = parts.count > 1 ? Int(parts[1]) : held?.prefix
        return VirtualAddress(
            address: parts.first ?? vip, prefix: prefix ?? 32, interface: held?.interface ?? "eth0",
            port: primary.address.port)
    }

    /// What the servers don't say is left to the operator, as comments that name the keys.
    private func missing(_ found: Discovery.Found) -> String {
        var lines: [String] = []
        if vip == nil {
            let held = found.members.first.flatMap { found.facts.host($0.name)?.addresses } ?? []
            let words = held.filter { $0.interface != "lo" }.map { "\($0.address)/\($0.prefix) on \($0.interface)" }
            lines.append("# writer: {vip: …, interface: …}   the primary holds: \(words.joined(separator: ", "))")
        }
        if replicationPasswordFile == nil {
            lines.append("# replication: {user: …, password: {file: …}}   with which an old primary follows a new one")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
