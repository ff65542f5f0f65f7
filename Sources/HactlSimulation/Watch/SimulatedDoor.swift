import HactlModel
import HactlPlan
import HactlRun

/// A machine's door to a simulated site. Whoever died behind it changes nothing any more.
struct SimulatedDoor: World {
    let site: SimulatedSite
    let machine: SimulatedMachine

    private var time: VirtualTime { site.time }

    func now() async -> Moment { site.moment }
    func uptime() async -> Duration { await site.uptime(of: machine) }
    func prepare(for actions: [Action]) async {}

    func pause(_ span: Duration) async {
        guard await site.isAlive(machine) else { return await site.outlive(max(span, .seconds(1))) }
        await time.sleep(for: span)
        await site.tick()
    }

    func look(at probes: [Probe], within limit: Duration) async -> [Observation] {
        guard await site.isAlive(machine) else {
            await site.outlive(max(limit, .seconds(1)))
            return probes.flatMap(site.silence)
        }
        await time.sleep(for: .milliseconds(1))
        await site.tick()
        var seen: [Observation] = []
        var isWaiting = false
        for probe in probes {
            if await site.answers(probe, to: machine) {
                seen += await site.answer(probe)
            } else {
                isWaiting = true
                seen += site.silence(at: probe)
            }
        }
        if isWaiting { await time.sleep(for: limit) }
        return seen
    }

    func perform(_ action: Action, within limit: Duration) async -> Answer {
        await time.sleep(for: await site.span(action.usualLength))
        await site.meetAmbush(of: machine)
        guard await site.isAlive(machine) else {
            await site.outlive(.seconds(1))
            return .failed(ActionFailure("hactl is dead", effect: .none))
        }
        switch await site.fate(of: action, from: machine) {
        case .arrives: return await site.perform(action)
        case .hangs: return await hang(limit, .unknown)
        case .hangsAfterEffect:
            _ = await site.perform(action)
            return await hang(limit, .unknown)
        case .answerLost:
            _ = await site.perform(action)
            return .failed(ActionFailure("the connection broke (simulated)", effect: .unknown))
        case .late:
            time.begin { [time, site] in
                await time.sleep(for: limit + Fault.lateness)
                _ = await site.perform(action)
            }
            return await hang(limit, .lingering)
        }
    }

    private func hang(_ limit: Duration, _ effect: ActionFailure.Effect) async -> Answer {
        await time.sleep(for: limit)
        return .failed(ActionFailure("no answer within \(limit.words) (simulated)", effect: effect))
    }
}

extension Action {
    /// How long an order is on its way: a login and sudo take their time.
    fileprivate var usualLength: Range<Duration> {
        switch self {
        case .sql: .milliseconds(1) ..< .milliseconds(30)
        case .host, .proxy: .milliseconds(50) ..< .milliseconds(400)
        case .local: .milliseconds(200) ..< .seconds(2)
        }
    }
}
