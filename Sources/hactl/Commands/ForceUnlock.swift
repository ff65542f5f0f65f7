import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan

struct ForceUnlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ends the sessions that hold a cluster's lock, when the machine that took it is gone.")

    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The cluster's name once more: consent without a terminal.")
    var confirm: String?

    func run() async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let world = LiveWorld(to: desk.cluster, secrets: SecretBook())
            let holders = await world.lockHolders()
            if holders.isEmpty { return Terminal.print("Nobody holds the lock on \(desk.cluster.name).") }
            for (name, holder) in holders.sorted(by: { $0.key < $1.key }) {
                Terminal.complain(
                    "\(name): session \(holder.connection) of \(holder.user ?? "?")@\(holder.host ?? "?") for \(holder.seconds ?? 0)s"
                )
            }
            try consent(desk.cluster.name)
            let left = await world.endLockHolders(holders)
            await world.close()
            if !left.isEmpty {
                throw Quit(left.joined(separator: "\n"), hint: "End them by hand: KILL.", code: .refused)
            }
            Terminal.print("The lock on \(desk.cluster.name) is free.")
        }
    }

    private func consent(_ name: String) throws {
        let answer =
            confirm
            ?? (Terminal.hasInput
                ? Terminal.ask("A run that is alive loses its lock, and stops. Type the cluster's name: ") : nil)
        guard answer == name else {
            throw Quit(
                "Not confirmed; nothing was changed.", hint: "Type the name, or say --confirm \(name).", code: .refused)
        }
    }
}
