import ArgumentParser
import HactlLive
import HactlModel
import HactlReport

struct Topology: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows who follows whom, as orchestrator draws it.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            let facts = await world.lookAround()
            let tree = TopologyTree(of: desk.cluster, seen: facts)
            Terminal.print(output.json ? EventLine.topology(tree, at: SystemClock.now()).text : tree.text(output.style))
            await world.close()
            if facts.members.values.contains(where: { $0.instance.value == nil }) {
                throw ArgumentParser.ExitCode.unreachable
            }
        }
    }
}
