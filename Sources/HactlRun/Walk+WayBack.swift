import HactlModel
import HactlPlan

extension Walk {
    /// Puts everything back, last step first, on a clock of its own and whatever the cancellation that led here. Then
    /// looks, and says whether the world is as it was.
    mutating func goBack(because reason: String) async -> Outcome {
        // A journal that can't be written is no reason to leave writes frozen.
        _ = await tell([.goingBack(because: reason)], durably: false)
        let deadline = Deadline(in: Patience.wayBack, from: await world.uptime())
        for way in waysBack.reversed() { await putBack(way, until: deadline) }
        await look(at: plan.roles.all.flatMap { [Probe.instance($0), .host($0)] })
        let left = Differences.between(origin, and: facts, among: plan.roles.all)
        if left.isEmpty { return .putBack(because: reason) }
        return facts.writable.count > 1
            ? .ambiguous(because: reason) : .stranded(because: reason, left: left)
    }

    private mutating func putBack(_ way: WayBack, until deadline: Deadline) async {
        guard case .actions(let actions) = way.undo, !actions.isEmpty else { return }
        var failure: String?
        for action in actions {
            if let message = await insist(on: action, until: deadline) { failure = message }
        }
        let entry = failure.map { JournalEntry.notPutBack(way.place, because: $0) } ?? .putBack(way.place)
        _ = await tell([entry], durably: false)
    }

    /// Every way back may be gone twice, so an answer that is lost is simply asked for again.
    private mutating func insist(on action: Action, until deadline: Deadline) async -> String? {
        var pause = Duration.milliseconds(5)
        var lastFailure = "no time was left"
        while !deadline.hasPassed(at: await world.uptime()) {
            let left = deadline.left(at: await world.uptime())
            switch await world.perform(action, within: min(left, .seconds(3))) {
            case .done(let observations):
                facts.absorb(observations)
                return nil
            case .failed(let failure): lastFailure = failure.message
            }
            await world.pause(pause)
            pause = min(pause * 2, .seconds(1))
        }
        return lastFailure
    }
}

/// What is not as it was before a run, in the operator's words.
package enum Differences {
    package static func between(_ before: Facts, and now: Facts, among members: [MemberName]) -> [String] {
        members.flatMap { member($0, before, now) }
    }

    private static func member(_ name: MemberName, _ before: Facts, _ now: Facts) -> [String] {
        guard let then = before.instance(name) else { return [] }
        guard let instance = now.instance(name) else { return [now.blindness(of: name) ?? "\(name) can't be seen"] }
        return writability(name, then, instance) + replication(name, then, instance) + events(name, then, instance)
            + addresses(name, before, now)
    }

    private static func writability(_ name: MemberName, _ then: InstanceFacts, _ now: InstanceFacts) -> [String] {
        let was = then.writability
        let now = now.writability
        return (was.readOnly, was.superReadOnly) == (now.readOnly, now.superReadOnly)
            ? [] : ["\(name): read-only was \(words(was)), is \(words(now))"]
    }

    private static func words(_ writability: Writability) -> String {
        guard writability.readOnly else { return "OFF" }
        return writability.superReadOnly == true ? "ON (super)" : "ON"
    }

    private static func replication(_ name: MemberName, _ then: InstanceFacts, _ now: InstanceFacts) -> [String] {
        let was = then.channels.map { "\($0.source)" }.joined(separator: ", ")
        let now = now.channels.map { "\($0.source)" }.joined(separator: ", ")
        return was == now ? [] : ["\(name): source was \(was.isEmpty ? "none" : was), is \(now.isEmpty ? "none" : now)"]
    }

    private static func events(_ name: MemberName, _ then: InstanceFacts, _ now: InstanceFacts) -> [String] {
        let lost = then.events.enabled.filter { !now.events.enabled.contains($0) }
        return lost.map { "\(name): event \($0.schema).\($0.name) was enabled, is not" }
    }

    private static func addresses(_ name: MemberName, _ before: Facts, _ now: Facts) -> [String] {
        guard let then = before.host(name)?.addresses else { return [] }
        guard let addresses = now.host(name)?.addresses else { return ["\(name): its addresses can't be seen"] }
        let lost = then.filter { !addresses.contains($0) }.map { "\(name): no longer holds \($0.address)" }
        let gained = addresses.filter { !then.contains($0) }.map { "\(name): now holds \($0.address)" }
        return lost + gained
    }
}
