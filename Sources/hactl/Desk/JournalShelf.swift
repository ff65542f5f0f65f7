import ArgumentParser
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

/// The journals of past runs.
struct JournalShelf {
    let runs: RunDirectory

    static func read(_ path: String) throws -> JournalReading {
        guard let text = RunDirectory.text(at: path) else {
            throw Quit("There is no journal \(path).", hint: "See `hactl history`.", code: .usage)
        }
        do throws(JournalFlaw) { return try JournalReading(text) } catch {
            throw Quit(error.refusal(path: path), code: .configuration)
        }
    }

    /// Every journal of this machine that can be read, oldest run first within a cluster.
    var readings: [JournalReading] { runs.runs().compactMap { try? Self.read(runs.journal(of: $0)) } }

    /// The failovers of a cluster that this machine did, or saw others do, oldest first.
    func failovers(of cluster: String) -> [Warrant.Past] {
        let seen = FailoverBook(of: cluster, in: runs).failovers
        return (ownFailovers(of: cluster) + seen).sorted { $0.at < $1.at }
    }

    private func ownFailovers(of cluster: String) -> [Warrant.Past] {
        runs.runs(of: cluster).compactMap { name in
            guard let reading = try? Self.read(runs.journal(of: name)), let first = reading.lines.first,
                case .started(let plan, _, _) = first.entry, plan.cluster == cluster, plan.premise == .deadPrimary,
                reading.entries.contains(where: { if case .committing = $0 { true } else { false } })
            else { return nil }
            return Warrant.Past(run: name, at: first.at, isAcknowledged: runs.isAcknowledged(name))
        }
    }

    /// The run that was named, or the newest open one of the cluster that nobody has closed.
    func open(_ name: String?, of cluster: String) throws -> (recovery: Recovery, path: String) {
        let names = name.map { [$0] } ?? runs.runs(of: cluster).reversed()
        for run in names {
            let path = runs.journal(of: run)
            guard let recovery = Recovery(reading: try Self.read(path).entries, boot: Host.boot) else { continue }
            if name != nil { return (recovery, path) }
            guard recovery.plan.cluster == cluster else { continue }
            if recovery.isOpen, !runs.isAcknowledged(run) { return (recovery, path) }
            if recovery.overtakesOthers { break }
        }
        throw Quit(
            name.map { "The journal of \($0) doesn't begin with a plan." } ?? "No run of \(cluster) is open.",
            hint: "See `hactl history`.", code: ArgumentParser.ExitCode(name == nil ? 0 : 78))
    }
}

extension Desk {
    /// The newest run of this machine's agents that nobody finished: a person's is a person's to go on with.
    var unfinishedRun: String? {
        guard let recovery = try? JournalShelf(runs: runs).open(nil, of: cluster.name).recovery,
            recovery.author.agent != nil, recovery.isUnfinished
        else { return nil }
        return recovery.plan.id
    }
}
