import HactlModel
import HactlPlan
import HactlRun

/// A moment between two stages of a run in which nothing goes wrong. A run with a fault is the same up to the stage in which it
/// happens, and begins there: that halves the work of a sweep.
extension Rehearsal {
    struct Waypoint: Sendable {
        let stage: Int
        let walk: Walk
        let world: SimulatedWorld.State
        let entries: [JournalEntry]
    }

    func waypoints() async -> [Waypoint] {
        let world = SimulatedWorld(beginning)
        let journal = SimulatedJournal(in: world)
        var walk = await departure(in: world, journal, UncontestedLock())
        var waypoints: [Waypoint] = []
        for stage in subject.stages.indices {
            waypoints.append(
                Waypoint(stage: stage, walk: walk, world: await world.state, entries: await journal.entries))
            if await walk.advance(through: stage) != nil { break }
        }
        return waypoints
    }

    func run(with fault: Fault, from waypoint: Waypoint) async -> Run {
        let world = SimulatedWorld(waypoint.world, faults: [fault])
        let journal = SimulatedJournal(waypoint.entries, in: world)
        var walk = waypoint.walk.moved(to: world, journal: journal, lock: UncontestedLock(), interruption: world)
        return await Run(fault: fault, outcome: walk.run(from: waypoint.stage), in: world, journal)
    }

    /// A walk that has its first line in the journal.
    func departure(in world: SimulatedWorld, _ journal: SimulatedJournal, _ lock: any HeldLock) async -> Walk {
        let facts = beginning.facts
        let author = Operator(who: "rehearsal", process: 0)
        try? await journal.append([.started(subject, before: facts, by: author)], durably: true)
        return Walk(
            of: subject, from: facts, origin: facts, in: world, journal: journal, lock: lock, interruption: world)
    }
}
