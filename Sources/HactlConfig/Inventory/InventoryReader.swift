import HactlModel

/// Reads inventories. Pure: the files come as text, and the same text gives the same value or the same complaints.
package struct InventoryReader: Sendable {
    package let environment: ReadingEnvironment

    package init(environment: ReadingEnvironment) { self.environment = environment }

    /// All files together are one inventory.
    ///
    /// Groups are known in every file. `defaults` hold in their own file; those of a file without `clusters` lie
    /// beneath the defaults of all others. Relative paths begin at the folder of the file's `name`.
    package func read(files: [(name: String, text: String)]) -> Reading<Inventory> {
        let documents = files.map { Document(file: $0.name, text: $0.text) }
        var complaints = documents.flatMap { shapeComplaints(of: $0) }
        var levels = Levels(documents, environment: environment)
        let clusters = documents.flatMap { levels.clusters(of: $0) }
        complaints += levels.complaints + Collisions(clusters).complaints
        if complaints.isEmpty, clusters.isEmpty, let first = files.first {
            complaints.append(.noCluster(in: first.name))
        }
        guard complaints.isEmpty else { return .complaints(sorted(complaints, by: files.map(\.name))) }
        return .value(Inventory(clusters: clusters))
    }

    private func shapeComplaints(of document: Document) -> [Complaint] {
        guard let root = document.root else { return document.complaints }
        var walk = SchemaWalk(environment: environment)
        walk.walk(root, "the file", InventorySchema.file)
        return document.complaints + walk.complaints
    }

    /// In the order of the files, each complaint once: what is inherited is read many times.
    private func sorted(_ complaints: [Complaint], by files: [String]) -> [Complaint] {
        Set(complaints).sorted { left, right in
            let (leftFile, rightFile) = (files.firstIndex(of: left.place.file), files.firstIndex(of: right.place.file))
            if leftFile != rightFile { return leftFile ?? files.count < rightFile ?? files.count }
            return left.place == right.place ? left.problem < right.problem : left.place < right.place
        }
    }
}

extension Complaint {
    fileprivate static func noCluster(in file: String) -> Complaint {
        Complaint(
            at: SourcePlace(file: file, line: 1, column: 1), "The inventory has no cluster.",
            remedy: "Write one: clusters: {shop: {members: {db1: {address: 10.0.0.11}}}}.")
    }
}
