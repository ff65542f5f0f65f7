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
        try await open.goOn { try await $0.resume(open.name) }
    }
}

struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts back what a run that ended before its commit point has changed.")

    @OptionGroup var open: OpenRun

    func run() async throws {
        try await open.goOn { try await $0.rollBack(open.name) }
    }
}
