import HactlModel

/// The orders about a proxy's file, as commands.
struct FileOrders {
    let path: String
    let check: [String]
    /// Makes the proxy take the file in; empty where its runtime is led by other means.
    var reload: [String] = []

    var privileged: [Errand] { [prepare(FileEdit(digest: "", changes: [])), swap("", [])] }

    /// `nil` for orders that are not about the file.
    func errand(for order: ProxyOrder) -> Errand? {
        switch order {
        case .lead, .serveReads, .endSessions, .save, .write, .expel, .admit: nil
        case .prepare(let edit): prepare(edit)
        case .discard: swap("discard", [])
        case .keep(let files): swap("keep", [files.old, files.new])
        case .restore(let files): swap("restore", [files.old, files.new])
        }
    }

    private func swap(_ verb: String, _ lines: [String]) -> Errand {
        var errand = FixedScript.fileSwap.errand([path] + reload)
        errand.input = ([verb] + lines).map { $0 + "\n" }.joined()
        return errand
    }

    private func prepare(_ edit: FileEdit) -> Errand {
        var errand = FixedScript.filePrepare.errand([path] + check)
        let changes = edit.changes.flatMap { [String($0.number), $0.old, $0.new] }
        errand.input = ([edit.digest] + changes).map { $0 + "\n" }.joined()
        return errand
    }
}
