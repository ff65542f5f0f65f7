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

    func goOn(_ body: (Performance, Recovery, String, Facts) async throws -> RunEnd) async throws {
        try await saying(output) { try await recover(body) }
    }

    private func recover(_ body: (Performance, Recovery, String, Facts) async throws -> RunEnd) async throws {
        let desk = try Desk(options)
        let (recovery, path) = try JournalShelf(runs: desk.runs).open(name, of: desk.cluster.name)
        try recovery.mustBeOpen(in: desk.cluster.name)
        let secrets = SecretBook()
        let world = LiveWorld(to: desk.cluster, secrets: secrets)
        let signals = SignalWatch()
        let end = try await desk.locked(
            for: recovery.plan.id, in: world, ending: recovery.author.sessions, LockQuorum(for: recovery.plan)
        ) { locks in
            let facts =
                recovery.plan.premise == .lostReplica ? await world.lookAroundForCopies() : await world.lookAround()
            let performance = Performance(
                desk: desk, world: world, secrets: secrets, locks: locks, output: output, signals: signals)
            return try await body(performance, recovery, path, facts)
        }
        await world.close()
        try end.tell(output)
    }
}

extension Recovery {
    /// A run that has ended well is history: what it did may have been changed since, with good reason.
    fileprivate func mustBeOpen(in cluster: String) throws {
        guard plan.cluster == cluster else {
            throw Quit(
                "The run \(plan.id) is of cluster \(plan.cluster), not of \(cluster).",
                hint: "Name the cluster: --cluster \(plan.cluster)", code: .usage)
        }
        guard !isOpen, let outcome else { return }
        throw Quit("The run \(plan.id) has ended: \(outcome.words).", hint: "Plan anew.", code: .refused)
    }
}
