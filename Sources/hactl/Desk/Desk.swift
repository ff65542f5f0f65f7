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
    /// What acts where no person does: `watch`.
    var agent: String?

    init(_ options: ClusterOptions) throws {
        try self.init(options) { inventory in try Desk.choose(options.cluster, of: inventory) }
    }

    /// One for the cluster that was named, or one for each of the inventory.
    static func each(_ options: ClusterOptions) throws -> [Desk] {
        if options.cluster != nil { return [try Desk(options)] }
        let first = try Desk(options) { inventory in
            if let first = inventory.clusters.first { return first }
            throw Quit("The inventory has no clusters.", hint: "Write one: hactl init HOST.", code: .configuration)
        }
        return first.inventory.clusters.map { Desk(first, for: $0) }
    }

    private init(_ options: ClusterOptions, choosing choose: (Inventory) throws -> Cluster) throws {
        let environment = Desk.environment(state: options.state)
        let paths = options.inventories.isEmpty ? try Desk.defaultInventory(environment) : options.inventories
        let files = InventoryFiles(paths: paths)
        self.environment = environment
        inventory = try Desk.read(files, environment)
        cluster = try choose(inventory)
        runs = RunDirectory(environment: environment)
        sources = Dictionary(files.load().files.map { ($0.name, SHA256.hex(of: $0.text)) }) { first, _ in first }
    }

    private init(_ other: Desk, for cluster: Cluster) {
        environment = other.environment
        inventory = other.inventory
        self.cluster = cluster
        runs = other.runs
        sources = other.sources
    }

    static func environment(state: String? = nil) -> [String: String] {
        let names =
            ["HOME", "USER", "LOGNAME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HACTL_STATE", "NO_COLOR", "TERM"]
            + ["LC_ALL", "LC_CTYPE", "LANG"]
        var result: [String: String] = [:]
        for name in names {
            if let value = getenv(name) { result[name] = String(cString: value) }
        }
        if let state { result["HACTL_STATE"] = state }
        return result
    }

    private static func read(_ files: InventoryFiles, _ environment: [String: String]) throws -> Inventory {
        let user = environment["USER"] ?? environment["LOGNAME"] ?? "root"
        let reading = ReadingEnvironment(user: user, home: environment["HOME"] ?? "/root")
        do throws(Complaints) {
            return try files.read(environment: reading).get()
        } catch {
            let count = error.list.count == 1 ? "a mistake" : "\(error.list.count) mistakes"
            throw Quit("The inventory has \(count):\n\(error.description)", hint: "", code: .configuration)
        }
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

    private static func choose(_ name: String?, of inventory: Inventory) throws -> Cluster {
        let names = inventory.clusters.map(\.name)
        if let name {
            guard let cluster = inventory.cluster(named: name) else {
                var quit = Quit(
                    "There is no cluster '\(name)'.", hint: hint(for: name, among: names), code: .configuration)
                quit.isUnknownCluster = true
                throw quit
            }
            return cluster
        }
        guard let only = inventory.clusters.first, inventory.clusters.count == 1 else {
            throw Quit(
                "The inventory has several clusters: \(names.joined(separator: ", ")).",
                hint: "Choose one with --cluster.",
                code: .usage)
        }
        return only
    }
}
