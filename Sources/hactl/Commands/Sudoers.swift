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
        }
    }

    private func text(
        for member: Member, _ cluster: Cluster, _ facts: Facts, _ custom: [CustomCommand]
    ) -> String {
        var endpoint = cluster.writer
        if let interface = member.interface { endpoint?.interface = interface }
        let persists = facts.instance(member.name)?.identity.persistsInFiles ?? true
        let host = facts.host(member.name)
        let list = SudoersList(
            endpoint: endpoint, tools: host?.tools ?? HostTools(), persistsInFiles: persists, custom: custom)
        let note = host == nil ? " (not seen: usual places of the programs)" : ""
        return "# \(member.name)\(note): /etc/sudoers.d/hactl\n" + list.text(user: member.ssh.user)
    }
}
