import ArgumentParser
import Glibc
import HactlConfig
import HactlLive
import HactlModel
import HactlReport

/// What every command has before it: the inventory, a cluster of it, and where runs are kept.
struct Desk {
    let environment: [String: String]
    let inventory: Inventory
    let cluster: Cluster
    let runs: RunDirectory
    /// SHA-256 of every file that the plan rests on, by name.
    let sources: [String: String]

    init(_ options: ClusterOptions) throws {
        environment = Desk.environment()
        let files = try Desk.files(options.inventories, environment)
        inventory = try Desk.read(files, environment)
        cluster = try Desk.choose(options.cluster, of: inventory)
        var environment = environment
        if let state = options.state { environment["HACTL_STATE"] = state }
        runs = RunDirectory(environment: environment)
        sources = Dictionary(files.map { ($0.name, SHA256.hex(of: $0.text)) }) { first, _ in first }
    }

    static func environment() -> [String: String] {
        var result: [String: String] = [:]
        for name in ["HOME", "USER", "LOGNAME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HACTL_STATE", "NO_COLOR", "TERM"] {
            if let value = getenv(name) { result[name] = String(cString: value) }
        }
        return result
    }

    private static func files(
        _ given: [String], _ environment: [String: String]
    ) throws -> [(name: String, text: String)] {
        let paths = given.isEmpty ? try defaultInventory(environment) : given
        do throws(Complaints) {
            return try InventoryFiles(paths: paths).read(environment: reading(environment)).get()
        } catch {
            throw Quit(error.description, hint: "", code: .configuration)
        }
    }

    private static func reading(_ environment: [String: String]) -> ReadingEnvironment {
        let user = environment["USER"] ?? environment["LOGNAME"] ?? "root"
        return ReadingEnvironment(user: user, home: environment["HOME"] ?? "/root")
    }

    private static func defaultInventory(_ environment: [String: String]) throws -> [String] {
        let config = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "/root") + "/.config"
        let places = ["Inventory", config + "/hactl/inventory", "/etc/hactl/inventory"]
        guard let place = places.first(where: { access($0, R_OK) == 0 }) else {
            throw Quit(
                "There is no inventory: \(places.joined(separator: ", ")) do not exist.",
                hint: "Name one with -i, or write a first one: hactl init HOST > Inventory/shop.yaml",
                code: .configuration)
        }
        return [place]
    }

    private static func read(
        _ files: [(name: String, text: String)], _ environment: [String: String]
    ) throws -> Inventory {
        do throws(Complaints) {
            return try InventoryReader(environment: reading(environment)).read(files: files).get()
        } catch {
            throw Quit("The inventory has \(error.list.count) mistakes:\n\(error.description)", hint: "", code: .configuration)
        }
    }

    private static func choose(_ name: String?, of inventory: Inventory) throws -> Cluster {
        let names = inventory.clusters.map(\.name)
        if let name {
            guard let cluster = inventory.cluster(named: name) else {
                throw Quit("There is no cluster '\(name)'.", hint: hint(for: name, among: names), code: .configuration)
            }
            return cluster
        }
        guard let only = inventory.clusters.first, inventory.clusters.count == 1 else {
            throw Quit(
                "The inventory has several clusters: \(names.joined(separator: ", ")).", hint: "Choose one with --cluster.",
                code: .usage)
        }
        return only
    }
}
