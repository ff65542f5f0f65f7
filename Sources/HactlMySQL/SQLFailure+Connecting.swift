extension SQLFailure {
    /// What a failed connection attempt means. Nothing was done to any data, whatever the reason.
    init(connecting error: ClientError, to target: SQLTarget) {
        let error = error.beforeTLS ?? error
        let verdict = Self.verdict(on: error, target: target)
        self.init(
            verdict.kind, code: error.code, message: "\(target.place): \(error.message)", remedy: verdict.remedy,
            provesLife: !error.isClients || Self.repliesOfALivingServer.contains(error.code) && !error.isTimeout)
        if let password = target.password { self = hiding([password]) }
    }

    /// Client errors that come only after a server greeted: no TLS, no shared login method.
    private static let repliesOfALivingServer: Set<Int> = [2012, 2026, 2049, 2054, 2058, 2059, 2061]

    private static func verdict(
        on error: ClientError, target: SQLTarget
    ) -> (kind: SQLFailureKind, remedy: String) {
        if error.isTimeout {
            return (.timedOut, "Check firewalls, and whether the host or the server is frozen.")
        }
        if let known = byCode(error.code, target: target) { return known }
        guard error.isClients else {
            return (.server(code: error.code, sqlState: error.sqlState), "The server refused; its log says more.")
        }
        switch error.systemError {
        case 2, 111: return (.refused, "Check that the server runs and listens on \(target.place).")
        case 101, 112, 113: return (.unreachable, "Check the network and the host itself.")
        default: return (.connectionLost, "Check the server's log; it hung up during the handshake.")
        }
    }

    /// The numbers are part of both products' manuals: "Server Error Message Reference", "Client Error Message
    /// Reference"; MariaDB's own begin at 1900 and 4000.
    private static func byCode(_ code: Int, target: SQLTarget) -> (kind: SQLFailureKind, remedy: String)? {
        switch code {
        case 2005: (.unresolvable, "Check the name \(target.host), or give an address.")
        case 1044, 1045, 1698, 1820, 1862, 3118, 3955, 4151, 4165:
            (.authentication, "Check the user \(target.user), its password, and the hosts it may come from.")
        case 1130: (.authentication, "Let the account \(target.user) log in from this machine.")
        case 1251, 2049, 2054, 2059, 2061:
            (.authentication, "The account's login method is not one this client library has: use another, or TLS.")
        case 1040, 1203, 1226:
            (.tooManyConnections, "Wait, raise the limit, or use the server's admin port (admin_port, extra_port).")
        case 1129: (.hostBlocked, "Unblock this machine there: FLUSH HOSTS, or TRUNCATE performance_schema.host_cache.")
        case 2026: (.tlsFailed, "Check the server's certificate, the CA file, and the name it was issued for.")
        default: nil
        }
    }
}

extension ClientError {
    /// The server's error that came in clear where TLS was asked for. MariaDB Connector/C packs it into a 2002:
    /// "Received error packet before completion of TLS handshake. The authenticity of the following error cannot be
    /// verified: 1040 - …"
    fileprivate var beforeTLS: ClientError? {
        guard code == 2002, let mark = message.firstRange(of: "cannot be verified: ") else { return nil }
        let rest = message[mark.upperBound...]
        let digits = rest.prefix { $0.isNumber }
        return Int(digits).map {
            ClientError(code: $0, sqlState: sqlState, message: String(rest.dropFirst(digits.count + 3)))
        }
    }
}
