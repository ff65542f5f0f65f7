import ArgumentParser
import Glibc

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
            CheckCommand.self, Topology.self, PlanCommand.self, Apply.self, Resume.self, Rollback.self, History.self,
            Validate.self, Sudoers.self, Grants.self, Initialize.self, ForceUnlock.self,
        ])

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
            exit(withError: error)
        }
    }
}
