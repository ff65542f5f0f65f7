import HactlModel

extension SQLFailure {
    /// What a failed statement means.
    init(running error: ClientError, after results: [ResultSet] = []) {
        self.init(
            error.isClients ? .connectionLost : .server(code: error.code, sqlState: error.sqlState),
            code: error.code, message: error.message, remedy: Self.remedy(error), statementIndex: results.count,
            resultsBefore: results, effect: Self.effect(of: error, after: results), provesLife: !error.isClients)
    }

    /// Ended from outside, not finished: killed (1317, 1927), out of time (1969 in MariaDB, 3024 in MySQL), server
    /// going down (1053). Transactions are rolled back then, but not everything is one: `STOP REPLICA` goes on.
    private static let endedFromOutside: Set<Int> = [1053, 1317, 1927, 1969, 3024, 4031]

    /// 2006 with nothing read yet is a text that never went out: the connection was gone before.
    private static func effect(of error: ClientError, after results: [ResultSet]) -> SQLEffect {
        if !error.isClients { return endedFromOutside.contains(error.code) ? .unknown : .none }
        return error.code == 2006 && results.isEmpty ? .none : .unknown
    }

    private static func remedy(_ error: ClientError) -> String {
        if error.isClients { return "Look at the server again before trying again." }
        return endedFromOutside.contains(error.code)
            ? "Somebody ended the statement, or its time was over: look at the server again."
            : "The server refused the statement; nothing of it was done."
    }
}

extension SQLFailure {
    /// The verdict on a connection that hactl itself had cut: the library only says "lost connection".
    func blaming(_ cut: Cut) -> SQLFailure {
        guard kind == .connectionLost, cut != .none else { return self }
        var blamed = self
        blamed.kind = cut == .cancelled ? .cancelled : .interrupted
        blamed.message = cut.reason
        blamed.remedy = "The server may still be at it: look, and KILL the connection if so."
        return blamed
    }

    static func ended(_ cut: Cut) -> SQLFailure {
        SQLFailure(
            .connectionLost, message: "The connection has ended before: \(cut.reason)", remedy: "Open a new one.")
    }

    static func notInTime(_ target: SQLTarget) -> SQLFailure {
        SQLFailure(
            .timedOut, message: "\(target.place): no connection in time.",
            remedy: "Check firewalls, and whether the host or the server is frozen.")
    }

    static func cancelledBefore(_ what: String) -> SQLFailure {
        SQLFailure(.cancelled, message: "Cancelled before \(what) was reached.", remedy: "Nothing was done.")
    }

    static func lateBefore(_ what: String) -> SQLFailure {
        SQLFailure(.interrupted, message: "The time was over before \(what) was sent.", remedy: "Nothing was done.")
    }
}

extension SQLFailure {
    /// The same failure without these secrets.
    func hiding(_ secrets: [Secret]) -> SQLFailure {
        var hidden = self
        for secret in secrets.map({ $0.reveal() }) where !secret.isEmpty {
            hidden.message = hidden.message.replacingBytes(of: secret, with: "••••")
            hidden.message = hidden.message.replacingBytes(of: Quoted.string(secret), with: "••••")
        }
        return hidden
    }

    /// A syntax error quotes the statement from the error on, and cuts it anywhere, also inside a secret; in which words
    /// depends on `lc_messages`. So nothing of it stays.
    func withoutQuotation() -> SQLFailure {
        guard code == 1064 else { return self }
        var cut = self
        cut.message = "The server found an error in the syntax of a statement that holds a secret and is not shown."
        return cut
    }
}

extension Cut {
    var reason: String {
        switch self {
        case .none: "nobody cut it."
        case .deadline: "The time for the statement was over."
        case .cancelled: "The statement was cancelled on its way."
        case .asked: "The connection was interrupted."
        case .closed: "The connection was closed."
        case .lost: "The server or the network had ended it."
        }
    }
}
