import Foundation
import HactlModel

/// The files an inventory is made of. The only part that touches the file system.
package struct InventoryFiles: Sendable {
    /// Files, or folders of which every `*.yaml` and `*.yml` counts, in ASCII order of their names.
    package let paths: [String]

    package init(paths: [String]) { self.paths = paths }

    /// Reads every file there is and then the inventory. What can't be opened and what is wrong come together.
    package func read(environment: ReadingEnvironment) -> Reading<Inventory> {
        let loaded = load()
        let reading = InventoryReader(environment: environment).read(files: loaded.files)
        let complaints = loaded.complaints + reading.complaints
        return complaints.isEmpty ? reading : .complaints(complaints)
    }

    /// The text of every file, and a complaint for each that can't be read.
    package func load() -> (files: [(name: String, text: String)], complaints: [Complaint]) {
        var files: [(name: String, text: String)] = []
        var complaints: [Complaint] = []
        for path in paths {
            do throws(Complaint) {
                for file in try InventoryFiles.expand(path) { files.append((file, try InventoryFiles.text(of: file))) }
            } catch {
                complaints.append(error)
            }
        }
        return (files, complaints)
    }

    /// The text of one file, such as a playbook.
    package static func text(of path: String) throws(Complaint) -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw complaint(path, "can't be read: " + reason(path), "Check the path and your permission to read it.")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw complaint(path, "isn't UTF-8", "Save it as UTF-8: iconv -f latin1 -t utf-8.")
        }
        return text
    }

    private static func expand(_ path: String) throws(Complaint) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw complaint(path, "can't be listed", "Check your permission to read the folder.")
        }
        let files = names.filter { isInventory($0) }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        guard !files.isEmpty else {
            throw complaint(path, "holds no *.yaml", "Write \(path)/NAME.yaml, or let `hactl init` write it.")
        }
        return files.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
    }

    /// Hidden files are what editors leave behind.
    private static func isInventory(_ name: String) -> Bool {
        !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
    }

    private static func reason(_ path: String) -> String {
        FileManager.default.fileExists(atPath: path) ? "permission denied" : "there is no such file"
    }

    private static func complaint(_ path: String, _ problem: String, _ remedy: String) -> Complaint {
        Complaint(at: SourcePlace(file: path, line: 1, column: 1), "\(path) \(problem).", remedy: remedy)
    }
}
