import ArgumentParser
import Glibc
import HactlLive

@main
struct Hactl: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "hactl",
        abstract: "Moves the writer of a MySQL or MariaDB cluster: looks, plans, applies, and puts back.",
        discussion: """
            hactl reads an inventory, looks at the hosts over SQL and SSH, prints a plan, and applies it step by step \
            with a way back. It installs nothing anywhere.

              hactl init db1.example.com --cluster shop > Inventory/shop.yaml
              hactl plan switchover --cluster shop --to db2 -o shop.plan
              hactl apply shop.plan
            """,
        version: version,
        subcommands: [
            CheckCommand.self, Topology.self, PlanCommand.self, Apply.self, Resume.self, Rollback.self,
            DrillCommand.self,
            History.self, Report.self, Watch.self, Remediate.self, PauseCommand.self, Unpause.self,
            VerdictCommand.self, Acknowledge.self, Notify.self, Validate.self, Sudoers.self, Grants.self,
            Initialize.self,
            ForceUnlock.self,
        ])

    /// Without exit handlers: OpenSSL's would tear down what a lane may still be using to close its session.
    private static func leave(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }

    private static func leave(withError error: any Error) -> Never {
        let text = fullMessage(for: error)
        if !text.isEmpty { exitCode(for: error) == .success ? Terminal.print(text) : Terminal.complain(text) }
        leave(exitCode(for: error).rawValue)
    }

    /// ArgumentParser ends with 64 for usage (EX_USAGE), as the table of exit codes says.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            leave(withError: error)
        }
        leave(0)
    }
}
