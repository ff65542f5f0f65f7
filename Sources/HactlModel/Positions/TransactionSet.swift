/// The transactions that a server has, in whichever way the server counts them.
package enum TransactionSet: Hashable, Sendable, CustomStringConvertible {
    case gtids(MySQLGTIDSet)
    case domains(MariaDBGTIDList)
    /// Up to a place in the binary log of one server, which `log` names as `Identity.uuid` does: places in two servers'
    /// logs don't compare. Without a name: nothing.
    case file(log: String = "", name: String, position: UInt64)

    package var isEmpty: Bool {
        switch self {
        case .gtids(let set): set.isEmpty
        case .domains(let list): list.isEmpty
        case .file(_, let name, _): name.isEmpty
        }
    }

    /// Whether a server that has these has the other ones too.
    package func contains(_ other: TransactionSet) -> Containment {
        guard let rest = other.subtracting(self) else { return .incomparable(because: obstacle(to: other)) }
        return rest.isEmpty ? .yes : .no(missing: rest.brief)
    }

    /// What is here and not there; `nil` when the two can't be compared. For `domains` and `file` the answer is where
    /// these end, in so far as the others end before: the transactions between the two can't be told apart.
    package func subtracting(_ other: TransactionSet) -> TransactionSet? {
        switch (self, other) {
        case (.gtids(let mine), .gtids(let theirs)): .gtids(mine.subtracting(theirs))
        case (.domains(let mine), .domains(let theirs)): .domains(mine.ahead(of: theirs))
        case (.file(let log, let mine, let end), .file(let other, let theirs, let limit)):
            log != other
                ? nil
                : fileRest(
                    BinlogPosition(name: mine, position: end), BinlogPosition(name: theirs, position: limit), log)
        default: nil
        }
    }

    /// What is in either; `nil` when the two can't be compared.
    package func union(_ other: TransactionSet) -> TransactionSet? {
        switch (self, other) {
        case (.gtids(let mine), .gtids(let theirs)): .gtids(mine.union(theirs))
        case (.domains(let mine), .domains(let theirs)): .domains(mine.united(with: theirs))
        case (.file, .file): contains(other).isYes ? self : (other.contains(self).isYes ? other : nil)
        default: nil
        }
    }

    private func fileRest(_ mine: BinlogPosition, _ theirs: BinlogPosition, _ log: String) -> TransactionSet? {
        if mine.name.isEmpty || theirs.name.isEmpty { return self }
        return theirs.isAtOrAfter(mine).map { $0 ? .file(log: log, name: "", position: 0) : self }
    }

    private func obstacle(to other: TransactionSet) -> String {
        guard kind == other.kind else { return "\(kind) and \(other.kind) count differently" }
        if let mine = log, let theirs = other.log, mine != theirs {
            return "\(brief) and \(other.brief) are places in the logs of two servers"
        }
        return "\(brief) and \(other.brief) are not places in one series of files"
    }

    /// In whose log it is a place; `nil` for GTIDs.
    package var log: String? {
        if case .file(let log, _, _) = self { return log }
        return nil
    }

    private var kind: String {
        switch self {
        case .gtids: "MySQL GTIDs"
        case .domains: "MariaDB GTIDs"
        case .file: "binary log places"
        }
    }

    /// All of it, as the server prints it.
    package var text: String {
        switch self {
        case .gtids(let set): set.description
        case .domains(let list): list.description
        case .file(_, let name, let position): name.isEmpty ? "" : "\(name):\(position)"
        }
    }

    /// For a line of a plan.
    package var brief: String {
        switch self {
        case .gtids(let set): set.brief
        case .domains(let list): list.brief
        case .file: isEmpty ? "nothing" : text
        }
    }

    package var description: String { brief }
}
