import HactlModel
import HactlPlan

extension Walk {
    /// Puts everything back, last step first, on a clock of its own and whatever the cancellation that led here. Then
    /// looks, and says whether the world is as it was.
    mutating func goBack(because reason: String) async -> Outcome {
        // A journal that can't be written is no reason to leave writes frozen.
        _ = await tell([.goingBack(because: reason)], durably: false)
        let time = isSuccession ? Patience.wayBackOfASuccession : Patience.wayBack
        let deadline = Deadline(in: time, from: await world.uptime())
        // Somebody else may have opened a server since: a manager that saw no writer, or a DBA.
        await look(at: plan.roles.all.map(Probe.writability), within: Patience.lastLook)
        let failures = await putBackAll(until: deadline)
        if failures.isEmpty { await watch(until: deadline) }
        await look(
            at: plan.roles.all.flatMap { [Probe.instance($0), .host($0)] }
                + facts.proxies.keys.sorted().map(Probe.proxy))
        let gone = unseenUnchanged
        let judged = plan.restored.filter { !gone.contains($0) }
        let left = Differences.between(origin, and: facts, among: judged) + failures + lingering
        if left.isEmpty { return .putBack(because: reason, unseen: gone) }
        return facts.writable.count > 1
            ? .ambiguous(because: reason) : .stranded(because: reason, left: left)
    }

    /// Who can't be seen any more, and was not changed: a replica that dies leaves nothing to put back.
    private var unseenUnchanged: [MemberName] {
        let changed = inOrder.flatMap { way -> [MemberName] in
            if case .actions(let actions) = way.undo { actions.compactMap(\.member) } else { [] }
        }
        return plan.roles.all.filter {
            $0 != plan.roles.primary && !changed.contains($0) && facts.blindness(of: $0) != nil
        }
    }

    /// What was given up and may happen later is waited for: it would undo the way back, unseen.
    private mutating func watch(until deadline: Deadline) async {
        while !lingering.isEmpty, !deadline.hasPassed(at: await world.uptime()) {
            await world.pause(.milliseconds(500))
            await look(at: plan.roles.all.map(Probe.writability), within: Patience.lastLook)
            if facts.writable != origin.writable { _ = await putBackAll(until: deadline) }
        }
    }

    /// In rounds: a host that is gone must not use up the time in which the others could be put back. Answers with what
    /// failed to the end.
    private mutating func putBackAll(until deadline: Deadline) async -> [String] {
        var left: [(way: WayBack, failure: String)] = inOrder.map { ($0, "no time was left") }
        var pause = Duration.milliseconds(5)
        var patience = Patience.firstTry
        let hope = Deadline(in: Patience.hope, from: await world.uptime())
        while !left.isEmpty, !deadline.hasPassed(at: await world.uptime()) {
            if hope.hasPassed(at: await world.uptime()), left.allSatisfy({ isDead($0.way) }) { break }
            var failed: [(way: WayBack, failure: String)] = []
            for (way, _) in left {
                guard let failure = await putBack(way, until: deadline, trying: patience), !way.isCourtesy else {
                    continue
                }
                failed.append((way, failure))
            }
            left = failed
            if left.isEmpty { break }
            await world.pause(pause)
            pause = min(pause * 2, .seconds(1))
            patience = Patience.nextTry
        }
        _ = await tell(left.map { .notPutBack($0.way.place, because: $0.failure) }, durably: false)
        return left.map { "\(title(of: $0.way)): not put back (\($0.failure))" }
    }

    /// Last step first; but what hangs on a member that can't be seen must not keep the others waiting.
    private var inOrder: [WayBack] {
        let ways = waysBack.reversed().filter { touched.contains($0.place) }
        return ways.filter(isInSight) + ways.filter { !isInSight($0) }
    }

    /// Whether it hangs on a server that does not run: whoever is started anew forgets what a run has changed on it, and
    /// nobody can take its place as long as this run waits for it.
    private func isDead(_ way: WayBack) -> Bool {
        guard case .actions(let actions) = way.undo else { return false }
        return actions.compactMap(\.member).contains { facts.members[$0]?.instance.reason?.kind == .refused }
    }

    private func isInSight(_ way: WayBack) -> Bool {
        guard case .actions(let actions) = way.undo else { return true }
        return actions.compactMap(\.member).allSatisfy { facts.instance($0) != nil }
    }

    private func title(of way: WayBack) -> String {
        guard plan.stages.indices.contains(way.place.stage) else { return "a step" }
        let steps = plan.stages[way.place.stage].steps
        return steps.indices.contains(way.place.step) ? steps[way.place.step].step.title : "a step"
    }

    /// Every way back may be gone twice, so one that failed is simply gone again. Answers why it failed.
    private mutating func putBack(
        _ way: WayBack, until deadline: Deadline, trying patience: Duration
    ) async -> String? {
        guard case .actions(let actions) = way.undo, !actions.isEmpty else { return nil }
        var failure: String?
        for action in actions where !isPutBack(action) {
            if let rival = rival(to: action) {
                failure = "\(rival) takes writes: a second writer is worse than none"
                continue
            }
            let left = deadline.left(at: await world.uptime())
            switch await world.perform(action, within: min(left, action.isForeign ? action.patience : patience)) {
            case .done(let observations): facts.absorb(observations)
            case .failed(let answer):
                failure = answer.message
                if answer.effect == .lingering { note(lingering: answer.message, title(of: way)) }
            }
        }
        if failure == nil { _ = await tell([.putBack(way.place)], durably: false) }
        return failure
    }

    /// Whether a server was seen to be as the action would make it, and nothing that was given up may change that yet: a
    /// server that refused to be closed need not, and perhaps can't, be opened again.
    private func isPutBack(_ action: Action) -> Bool {
        guard case .sql(let name, .restore(let wanted)) = action, lingering.isEmpty else { return false }
        guard let now = facts.instance(name)?.writability else { return false }
        return (now.readOnly, now.superReadOnly) == (wanted.readOnly, wanted.superReadOnly)
    }

    private mutating func note(lingering message: String, _ title: String) {
        let sentence = "\(title): \(message), and may still happen"
        if !lingering.contains(sentence) { lingering.append(sentence) }
    }

    /// Who takes writes already, when an action would open another server.
    private func rival(to action: Action) -> MemberName? {
        guard case .sql(let name, .restore(let writability)) = action, writability.isWritable else { return nil }
        return facts.writable.first { $0 != name }
    }
}

extension Walk.WayBack {
    /// Whether it only tidies up: nobody waits for it.
    fileprivate var isCourtesy: Bool {
        guard case .actions(let actions) = undo else { return false }
        return actions.allSatisfy { if case .proxy(_, .discard) = $0 { true } else { false } }
    }
}

extension Plan {
    /// Whom a way back brings to where they were. A former primary that was found writable beside the new one stays closed.
    package var restored: [MemberName] { opensSomebody ? roles.all : roles.all.filter { $0 != roles.primary } }
}

/// What is not as it was before a run, in the operator's words.
package enum Differences {
    package static func between(_ before: Facts, and now: Facts, among members: [MemberName]) -> [String] {
        members.flatMap { member($0, before, now) } + before.proxies.keys.sorted().flatMap { proxy($0, before, now) }
    }

    /// What lies prepared beside a file changes nothing.
    private static func proxy(_ name: ProxyName, _ before: Facts, _ now: Facts) -> [String] {
        // One that is lost and was led elsewhere is named by its way back, which failed.
        guard let then = before.proxy(name), let proxy = now.proxy(name) else { return [] }
        let route =
            then.leading == proxy.leading
            ? [] : ["\(name): led to \(then.leadingWords), leads to \(proxy.leadingWords)"]
        let file = then.file?.digest == proxy.file?.digest ? [] : ["\(name): its file is another one"]
        let (before, after) = (then.readers?.filter(\.isOpen).map(\.name), proxy.readers?.filter(\.isOpen).map(\.name))
        let reads = before == after ? [] : ["\(name): reads go to others than they did"]
        return route + file + reads
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
