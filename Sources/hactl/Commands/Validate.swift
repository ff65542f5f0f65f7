import ArgumentParser
import HactlConfig
import HactlLive
import HactlModel
import HactlPlan
import HactlReport
import HactlSimulation

struct Validate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rehearses a playbook in memory, with a fault at every action. Looks at no server.")

    @ArgumentParser.Argument(help: "The playbook: a name below Playbooks, or a file.")
    var playbook: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await saying(output) {
            let found = try PlaybookShelf(environment: Desk.environment()).find(playbook)
            for flavour in Flavour.allCases { try await rehearse(found, flavour) }
            Terminal.print("\(found.source): fine")
        }
    }

    private func rehearse(_ found: PlaybookShelf.Found, _ flavour: Flavour) async throws {
        let scene = ModelCluster(flavour).scene(for: found.playbook.premise, run: "rehearsal")
        let plan = try plan(found, scene)
        do throws(Complaint) {
            _ = try CheckCatalog.checks(from: found.playbook.checks, limits: scene.cluster.limits)
        } catch {
            throw Quit(error.description, hint: "", code: .configuration)
        }
        let objections = await Rehearsal(of: plan, on: scene.cluster, seen: scene.facts).objections()
        if !objections.isEmpty { throw Quit(RefusalText.rehearsal(objections), code: .refused) }
    }

    private func plan(_ found: PlaybookShelf.Found, _ scene: Scene) throws -> Plan {
        let particulars = Planner.Particulars(
            version: Hactl.version, createdAt: SystemClock.now(), validFor: .seconds(1))
        do throws(Complaint) { return try Planner(in: scene).plan(found.playbook, particulars) } catch {
            throw Quit(error.description, hint: "", code: .configuration)
        }
    }
}
