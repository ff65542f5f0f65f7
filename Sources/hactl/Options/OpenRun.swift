import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// What resume and rollback share: find the run, take the locks, end what it left on the servers, look.
struct OpenRun: ParsableArguments {
    @ArgumentParser.Argument(help: "The run. Default: the newest open one of the cluster.")
    var name: String?
    @OptionGroup var options: ClusterOptions
    @OptionGroup var output: OutputOptions

    func goOn(_ body: (Errand) async throws -> RunEnd) async throws {
        try await saying(output) {
            let desk = try Desk(options)
            let secrets = SecretBook()
            let world = LiveWorld(to: desk.cluster, secrets: secrets)
            let end = try await body(
                Errand(
                    desk: desk, world: world, secrets: secrets, options: try PlanOptions.parse([]), output: output,
                    signals: SignalWatch(), consent: .given))
            await world.close()
            try end.tell(output)
        }
    }
}
