import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan

struct Sudoers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints what hactl must be allowed to run as root on the hosts, for /etc/sudoers.d.",
        discussion: "Looks at each host for where its programs are. Try the text with `visudo -c -f FILE` first.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The playbook whose own commands are to be allowed, too.")
    var playbook = "switchover"

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            let facts = await world.lookAround()
            await world.close()
            let custom = try PlaybookShelf(environment: desk.environment).find(playbook).playbook.rootCommands
            for member in desk.cluster.members { Terminal.print(text(for: member, desk.cluster, facts, custom)) }
            for proxy in desk.cluster.proxies { Terminal.print(text(for: proxy)) }
        }
    }

    private func text(for proxy: Proxy) -> String {
        guard let dialect = ProxyCatalog.dialect(of: proxy.kind) as? any ShellProxy else {
            return "# \(proxy.name): nothing is run on its host\n"
        }
        return "# \(proxy.name): /etc/sudoers.d/hactl\n" + dialect.sudoersText(user: proxy.ssh.user)
    }

    private func text(
        for member: Member, _ cluster: Cluster, _ facts: Facts, _ custom: [CustomCommand]
    ) -> String {
        let roles = Roles(primary: member.name, candidate: member.name, replicas: [])
        let scene = Scene(cluster: cluster, facts: facts, roles: roles, run: "")
        let readers = (cluster.readers?.addresses ?? []).map { scene.endpoint($0, on: member.name) }
        let persists = facts.instance(member.name)?.identity.persistsInFiles ?? true
        let host = facts.host(member.name)
        let list = SudoersList(
            endpoint: scene.endpoint(on: member.name), tools: host?.tools ?? HostTools(), persistsInFiles: persists,
            readers: readers, custom: custom)
        let note = host == nil ? " (not seen: usual places of the programs)" : ""
        return "# \(member.name)\(note): /etc/sudoers.d/hactl\n" + list.text(user: member.ssh.user)
    }
}
