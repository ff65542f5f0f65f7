import ArgumentParser
import Glibc
import HactlConfig
import HactlModel

/// Where playbooks are found: a file, a team's own, or the built-in ones that travel in the binary.
struct PlaybookShelf {
    let environment: [String: String]

    struct Found {
        var playbook: Playbook
        /// The text as it was read, for its hash.
        var text: String
        /// What to find it by again.
        var source: String
    }

    private static let builtIn: [String: [UInt8]] = [
        "failover": PackageResources.failover_yaml, "reconcile": PackageResources.reconcile_yaml,
        "rejoin": PackageResources.rejoin_yaml, "rebuild": PackageResources.rebuild_yaml,
        "switchover": PackageResources.switchover_yaml,
    ]

    func find(_ name: String) throws -> Found {
        let (source, text) = try text(of: name)
        do throws(Complaints) {
            return Found(playbook: try PlaybookReader.read(name: source, text: text).get(), text: text, source: name)
        } catch {
            throw Quit(
                "The playbook has \(error.list.count) mistakes:\n\(error.description)", hint: "", code: .configuration)
        }
    }

    /// Whether it can only be one of a folder of playbooks, or built in: whoever asks from outside must not name a path.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private func text(of name: String) throws -> (source: String, text: String) {
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return (name, try read(name)) }
        for folder in folders where access("\(folder)/\(name).yaml", R_OK) == 0 {
            return ("\(folder)/\(name).yaml", try read("\(folder)/\(name).yaml"))
        }
        guard let bytes = Self.builtIn[name] else {
            throw Quit(
                "There is no playbook '\(name)'.",
                hint: hint(for: name, among: Self.builtIn.keys.sorted()) + " A file of your own is named by its path.",
                code: .configuration)
        }
        return ("\(name).yaml", String(decoding: bytes, as: UTF8.self))
    }

    private var folders: [String] {
        let config = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "/root") + "/.config"
        return ["Playbooks", config + "/hactl/playbooks", "/etc/hactl/playbooks"]
    }

    private func read(_ path: String) throws -> String {
        do throws(Complaint) { return try InventoryFiles.text(of: path) } catch {
            throw Quit(error.description, hint: "", code: .configuration)
        }
    }
}
