import HactlModel
import HactlPlan
import HactlRun
import HactlSSH

extension Link {
    /// Knocks at another member from this member's host.
    func knock(at goal: Member, within limit: Duration) async -> [Observation] {
        let start = member.name
        do throws(SSHFailure) {
            let result = try await host(within: limit).run(HostCommand(WayKnock(at: goal).errand), within: limit)
            guard let way = WayKnock.reading(result.outputText) else {
                let words = "bash and timeout are needed there (\(result.errorText.firstLine))"
                return [.way(to: goal.name, from: start, .unseen(Unreachable(.unreadable, detail: words)))]
            }
            return [.way(to: goal.name, from: start, .seen(way))]
        } catch {
            return [.way(to: goal.name, from: start, .unseen(Unreachable(error)))]
        }
    }
}
