import HactlModel
import HactlMySQL
import Testing

extension RealServers {
    @Suite("TLS")
    struct TLS {
        private func open(
            _ mode: TLSMode, ca: String? = nil, host: String = "127.0.0.1", tlsName: String? = nil
        ) async throws -> SQLConnection {
            let server = try await TestServer.shared.value
            let path = ca.map { $0.hasPrefix("/") ? $0 : server.files.file($0) }
            var target = server.target(tls: TLSSettings(mode: mode, ca: path))
            target.host = host
            target.tlsName = tlsName
            return try await SQLConnection.open(target, within: .seconds(10))
        }

        @Test("Disabled is in clear, everything else is encrypted on both ends' word")
        func ciphers() async throws {
            #expect(try await open(.disabled).cipher == nil)
            for mode in [TLSMode.required, .verifyCA, .verifyIdentity] {
                let connection = try await open(mode, ca: "ca.pem")
                let status = try await connection.query("SHOW STATUS LIKE 'Ssl_cipher'", within: .seconds(25))
                #expect(connection.cipher != nil)
                #expect(status[0].first?["Value"] == connection.cipher)
            }
        }

        @Test("Another authority's certificate is refused", arguments: [TLSMode.verifyCA, .verifyIdentity])
        func wrongAuthority(mode: TLSMode) async throws {
            let failure = await timed { try await open(mode, ca: "other.pem") }.failure
            #expect(failure?.kind == .tlsFailed)
        }

        @Test("Another host's certificate is refused")
        func wrongHost() async throws {
            let failure = await timed { try await open(.verifyIdentity, ca: "ca.pem", host: "localhost") }.failure
            #expect(failure?.kind == .tlsFailed)
        }

        @Test("Through a tunnel the certificate's own name counts, not the loopback's")
        func tunnelled() async throws {
            for mode in [TLSMode.verifyCA, .verifyIdentity] {
                for name in ["db1.test", "127.0.0.1"] {
                    #expect(try await open(mode, ca: "ca.pem", host: "localhost", tlsName: name).cipher != nil)
                }
                for ca in ["other.pem", nil] {
                    let failure = await timed {
                        try await open(mode, ca: ca, host: "localhost", tlsName: "db1.test")
                    }.failure
                    #expect(failure?.kind == .tlsFailed)
                }
            }
            #expect(try await open(.verifyCA, ca: "ca.pem", host: "localhost", tlsName: "db2.test").cipher != nil)
            let failure = await timed {
                try await open(.verifyIdentity, ca: "ca.pem", host: "localhost", tlsName: "db2.test")
            }.failure
            #expect(failure?.kind == .tlsFailed)
            #expect(failure?.message.contains("db2.test") == true)
        }

        @Test("A CA file that isn't there is named, and proves nothing")
        func noFile() async throws {
            let failure = await timed { try await open(.verifyIdentity, ca: "/not/there.pem") }.failure
            #expect(failure?.kind == .tlsFailed)
            #expect(failure?.message.contains("/not/there.pem") == true)
            #expect(failure?.provesLife == false)
        }

        @Test("A server without TLS: no connection, whatever the mode", arguments: [TLSMode.required, .verifyIdentity])
        func noTLS(mode: TLSMode) async throws {
            let server = try await TestServer.start("plain-\(mode.rawValue)", with: ["--skip-ssl"])
            let failure = await timed {
                try await SQLConnection.open(
                    server.target(tls: TLSSettings(mode: mode, ca: server.files.file("ca.pem"))), within: .seconds(10))
            }.failure
            #expect(failure?.kind == .tlsFailed, "\(failure.map { "\($0)" } ?? "none")")
            #expect(failure?.provesLife == true)
        }

        @Test("TLS on the local socket")
        func socket() async throws {
            let server = try await TestServer.shared.value
            var target = server.target(tls: TLSSettings(mode: .required))
            target.socket = server.socket
            #expect(try await SQLConnection.open(target, within: .seconds(10)).cipher != nil)
        }
    }
}
