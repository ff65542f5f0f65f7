import HactlModel
import HactlMySQL
import Testing

extension RealServers {
    @Suite("Quoting")
    struct Quoting {
        static let modes = [
            "", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT",
            "ORACLE", "MSSQL", "EMPTY_STRING_IS_NULL", "PAD_CHAR_TO_FULL_LENGTH,TRADITIONAL",
        ]
        static let pieces = [
            "'", "\"", "`", "\\", "\\'", "''", "\u{0}", "\n", "\r", "\u{1A}", "%", "_", ";", "--", " -- ", "/*", "*/",
            "#",
            "0x41", "x'41'", "Zoë", "🐬", "日本", "\u{202E}", "é", "e\u{301}", "\u{301}", "\u{200D}", "\u{FE0F}", "\t",
            " ", "a", "\\0", "\u{8}", "?", "$1",
            "@@v",
        ]

        /// Reproducible nasty texts of up to twelve pieces; every single piece and the empty text among them.
        static var texts: [String] {
            var state: UInt64 = 0x5eed
            func random(_ bound: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % bound
            }
            let mixed = (0..<200).map { _ in
                (0...random(12)).map { _ in pieces[random(pieces.count)] }.joined()
            }
            return [""] + pieces + mixed
        }

        @Test("A quoted text comes back the same, whatever the sql_mode", arguments: modes)
        func strings(mode: String) async throws {
            let connection = try await TestServer.shared.value.connect("SET SESSION sql_mode = '\(mode)'")
            for text in Self.texts {
                let answer = try await connection.query(
                    "SELECT \(Quoted.string(text)) AS t, HEX(\(Quoted.bytes(text.utf8))) AS b", within: .seconds(25))
                #expect(answer[0].first?["t"].map { Array($0.utf8) } == Array(text.utf8))
                let digits = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
                #expect(answer[0].first?["b"] == digits.joined())
            }
        }

        @Test("A literal for grammars without expressions asks the session", arguments: modes)
        func literals(mode: String) async throws {
            let connection = try await TestServer.shared.value.connect("SET SESSION sql_mode = '\(mode)'")
            let backslash = await connection.backslash
            #expect((backslash == .plain) == mode.contains("NO_BACKSLASH_ESCAPES"))
            for text in Self.texts where !text.isEmpty {
                let answer = try await connection.query(
                    "SELECT \(Quoted.literal(text, backslash: backslash))", within: .seconds(25))
                #expect(answer[0].value.map { Array($0.utf8) } == Array(text.utf8))
            }
        }

        @Test("A quoted name is one name", arguments: modes)
        func identifiers(mode: String) async throws {
            let connection = try await TestServer.shared.value.connect("SET SESSION sql_mode = '\(mode)'")
            for name in [
                "a", "a`b", "``", "a'b\"c", "a\\`b", "select", "a.b", "a`\u{301}b", "`\u{200D}`", "Zoë", "a;b", "-- x",
            ] {
                let quoted = Quoted.identifier(name)
                let answer = try await connection.query(
                    "SELECT \(quoted) FROM (SELECT 1 AS \(quoted)) AS t", within: .seconds(25))
                #expect(answer[0].columns == [name])
            }
        }

        @Test("An account with a nasty name can be made and logs in")
        func accounts() async throws {
            let server = try await TestServer.shared.value
            let connection = try await server.connect()
            let (user, password) = ("o'b\\r`ien", "p\\w'd\"#")
            let account = Quoted.account(user: user, host: "%")
            let literal = Quoted.literal(password, backslash: await connection.backslash)
            _ = try await connection.query(
                "CREATE OR REPLACE USER \(account) IDENTIFIED BY \(literal)", within: .seconds(25),
                hiding: [Secret(password)])
            let theirs = try await SQLConnection.open(
                server.target(user: user, password: password), within: .seconds(25))
            #expect(try await theirs.query("SELECT USER()", within: .seconds(25))[0].value?.hasPrefix(user) == true)
        }
    }
}
