import ArgumentParser
import HactlModel
import HactlPlan
import HactlReport
import HactlRun

struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Goes on with a run that ended early: looks at the world and does what is left.")

    @OptionGroup var open: OpenRun

    func run() async throws {
        try await open.goOn { performance, recovery, path, facts in
            if let obstacle = recovery.obstacleToResume(in: facts) {
                throw Quit(
                    "The run \(recovery.plan.id) can't be resumed: \(obstacle).",
                    hint: "Look at `hactl topology`, then plan anew.", code: .refused)
            }
            return try await performance.resume(recovery, at: path, from: facts)
        }
    }
}

struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts back what a run that ended before its commit point has changed.")

    @OptionGroup var open: OpenRun

    func run() async throws {
        try await open.goOn { performance, recovery, path, facts in
            if let obstacle = recovery.obstacleToRollback(in: facts) {
                throw Quit(
                    "The run \(recovery.plan.id) can't be rolled back: \(obstacle).",
                    hint: "Go on instead: hactl resume \(recovery.plan.id)", code: .refused)
            }
            return try await performance.rollBack(recovery, at: path, from: facts)
        }
    }
}
