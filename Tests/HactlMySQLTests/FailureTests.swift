import HactlModel
import Testing

@testable import HactlMySQL

@Suite("What the library's errors mean")
struct FailureTests {
    static let target = SQLTarget(host: "db1", user: "ops", password: Secret("hunter2"))

    /// Messages as printed by MariaDB Connector/C 3.3.20 (2002) and libmysqlclient 9.7 (2003).
    @Test(
        "Connecting",
        arguments: [
            (2002, "Can't connect to server on 'db1' (111)", SQLFailureKind.refused, false),
            (2003, "Can't connect to MySQL server on 'db1:3306' (111)", .refused, false),
            (2002, "Can't connect to local server through socket '/run/x.sock' (2)", .refused, false),
            (2003, "Can't connect to MySQL server on 'db1:3306' (113)", .unreachable, false),
            (2002, "Can't connect to server on 'db1' (110)", .timedOut, false),
            (2013, "Lost connection to server at 'reading authorization packet', system error: 110", .timedOut, false),
            (
                2013, "Lost connection to server at 'reading authorization packet', system error: 104", .connectionLost,
                false
            ),
            (2026, "TLS/SSL error: Connection timed out (110)", .timedOut, false),
            (2026, "TLS/SSL error: Validation of SSL server certificate failed", .tlsFailed, true),
            (2005, "Unknown server host 'db1' (-2)", .unresolvable, false),
            (2061, "Authentication plugin 'caching_sha2_password' reported error", .authentication, true),
            (1045, "Access denied for user 'ops'@'10.0.0.1' (using password: YES)", .authentication, true),
            (1130, "Host '10.0.0.1' is not allowed to connect to this server", .authentication, true),
            (1129, "Host '10.0.0.1' is blocked because of many connection errors", .hostBlocked, true),
            (1040, "Too many connections", .tooManyConnections, true),
            (1203, "User ops already has more than 'max_user_connections'", .tooManyConnections, true),
            (1226, "User 'ops' has exceeded the 'max_user_connections' resource", .tooManyConnections, true),
            (
                2002,
                "Received error packet before completion of TLS handshake. The authenticity of the following error "
                    + "cannot be verified: 1040 - Too many connections", .tooManyConnections, true
            ),
        ])
    func connecting(code: Int, message: String, kind: SQLFailureKind, provesLife: Bool) {
        let error = ClientError(code: code, sqlState: "HY000", message: message)
        let failure = SQLFailure(connecting: error, to: Self.target)
        #expect(failure.kind == kind)
        #expect(failure.provesLife == provesLife)
        #expect(failure.effect == .none)
        #expect(!failure.remedy.isEmpty)
    }

    @Test(
        "Running",
        arguments: [
            (2013, SQLFailureKind.connectionLost, SQLEffect.unknown), (2006, .connectionLost, .none),
            (1205, .server(code: 1205, sqlState: "S"), .none), (1969, .server(code: 1969, sqlState: "S"), .unknown),
            (1317, .server(code: 1317, sqlState: "S"), .unknown),
        ])
    func running(code: Int, kind: SQLFailureKind, effect: SQLEffect) {
        let failure = SQLFailure(running: ClientError(code: code, sqlState: "S", message: "x"))
        #expect(failure.kind == kind)
        #expect(failure.effect == effect)
    }

    @Test("A connection lost after a first result is never without effect")
    func later() {
        let error = ClientError(code: 2006, sqlState: "S", message: "x")
        #expect(SQLFailure(running: error, after: [ResultSet()]).effect == .unknown)
    }

    @Test("The password leaves every message, quoted or not")
    func secrets() {
        let error = ClientError(code: 1064, sqlState: "S", message: "near 'hunter2' and \(Quoted.string("a'b"))")
        let failure = SQLFailure(running: error).hiding([Secret("hunter2"), Secret("a'b")])
        #expect(failure.message == "near '••••' and ••••")
        let hidden = ClientError(code: 1, sqlState: "S", message: "a hunter2\u{301} b")
        #expect(SQLFailure(running: hidden).hiding([Secret("hunter2")]).message == "a ••••\u{301} b")
    }

    @Test(
        "Of a syntax error nothing is told, in whatever language", arguments: ["near '\u{301}hunt", "Fehler bei 'hunt"])
    func syntax(message: String) {
        let error = ClientError(code: 1064, sqlState: "S", message: message)
        #expect(!SQLFailure(running: error).withoutQuotation().message.contains("hunt"))
    }
}
