import HactlModel
import HactlMySQL
import Testing

extension RealServers {
    @Suite("Queries")
    struct Queries {
        @Test("A row comes back by name, as text, with NULL, NUL bytes and any Unicode")
        func cells() async throws {
            let connection = try await TestServer.shared.value.connect()
            let results = try await connection.query(
                "SELECT 1 AS Read_Only, NULL AS Nothing, 'a\u{0}b' AS Nul, 'Zoë 🐬' AS Uni, 'ON' AS Switch, -7 AS N",
                within: .seconds(25))
            let row = try #require(results.first?.first)
            #expect(row["read_only"] == "1")
            #expect(row.bool("Read_Only") == true)
            #expect(row["Nothing"] == nil)
            #expect(results[0].has("nothing") && !results[0].has("absent"))
            #expect(row["Nul"] == "a\u{0}b")
            #expect(row["Uni"] == "Zoë 🐬")
            #expect(row.bool("Switch") == true)
            #expect(row.int("N") == -7)
        }

        @Test("Several statements are one round trip with a result each, in order")
        func many() async throws {
            let connection = try await TestServer.shared.value.connect()
            let results = try await connection.query(
                "SELECT 1; SET @a = 5; SELECT @a, 'x' UNION SELECT 6, 'y'", within: .seconds(25))
            #expect(results.map(\.rows) == [[["1"]], [], [["5", "x"], ["6", "y"]]])
            #expect(results[1].columns.isEmpty)
        }

        @Test("An error in the second statement names it and keeps what came before")
        func second() async throws {
            let connection = try await TestServer.shared.value.connect()
            let failure = await #expect(throws: SQLFailure.self) {
                try await connection.query("SELECT 'first'; SELECT nonsense; SELECT 3", within: .seconds(25))
            }
            #expect(failure?.statementIndex == 1)
            #expect(failure?.resultsBefore.first?.value == "first")
            #expect(failure?.kind == .server(code: 1054, sqlState: "42S22"))
            #expect(failure?.effect == SQLEffect.none)
            #expect(failure?.provesLife == true)
            #expect(try await connection.query("SELECT 2", within: .seconds(25)).first?.value == "2")
        }

        @Test("The initial text is in force, and the connection says who it is")
        func initial() async throws {
            let connection = try await TestServer.shared.value.connect(
                "SET SESSION lock_wait_timeout = 2; SET SESSION max_statement_time = 9.5")
            let row = try await connection.query(
                "SELECT @@lock_wait_timeout a, @@max_statement_time b, CONNECTION_ID() id, @@character_set_client c",
                within: .seconds(25))[0].first
            #expect(row?["a"] == "2")
            #expect(row?["b"] == "9.500000")
            #expect(row?.int("id") == Int(connection.serverID))
            #expect(row?["c"] == "utf8mb4")
            #expect(connection.serverVersion.contains("MariaDB"))
        }

        @Test("Secrets stay out of errors, whole or cut")
        func secrets() async throws {
            let connection = try await TestServer.shared.value.connect()
            let secret = "correct horse 'battery' staple"
            let failure = await #expect(throws: SQLFailure.self) {
                try await connection.query(
                    "CHANGE MASTER TO MASTER_PASSWORD=\(Quoted.literal(secret, backslash: .escapes)) nonsense",
                    within: .seconds(25), hiding: [.init(secret)])
            }
            #expect(failure?.code == 1064)
            #expect(failure.map { "\($0)".contains("horse") } == false)
        }

        @Test("200 connections open side by side and answer")
        func crowd() async throws {
            let server = try await TestServer.shared.value
            let answers = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let connection = try await server.connect()
                        return try await connection.query("SELECT \(number)", within: .seconds(20))[0].value
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(answers.count == 200)
        }
    }
}
