import HactlModel

extension MariaDB {
    func data(_ context: ScriptContext) -> Script<[Observation]>? { nil }
    func copy(_ context: ScriptContext) -> Script<[Observation]>? { nil }

    func preparingCopy(_ context: ScriptContext) throws(Unsupported) -> Script<[Observation]> { throw .noCopies }

    func copying(_ order: CopyOrder, _ context: ScriptContext) throws(Unsupported) -> Script<[Observation]> {
        throw .noCopies
    }
}

extension Unsupported {
    static let noCopies = Unsupported(
        because: "MariaDB copies no other server's data by itself", remedy: "restore it from a backup")
}
