import HactlModel

/// Reads playbooks. Pure, and ignorant of step kinds and checks: those are for the planner to judge.
package enum PlaybookReader {
    /// The playbook, or everything that is wrong with its shape.
    package static func read(name: String, text: String) -> Reading<Playbook> {
        let document = Document(file: name, text: text)
        guard let root = document.root else { return .complaints(document.complaints) }
        var building = PlaybookBuilding(complaints: document.complaints)
        let playbook = building.playbook(root)
        let complaints = building.complaints.sorted { $0.place < $1.place }
        return complaints.isEmpty ? .value(playbook) : .complaints(complaints)
    }
}
