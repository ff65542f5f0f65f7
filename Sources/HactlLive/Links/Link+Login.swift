import HactlModel
import HactlMySQL
import HactlPlan
import HactlRun
import HactlSSH

extension Link {
    /// Logs in to another member with the replication account, from this member's host: through its sshd, so with the
    /// address and past the firewalls that its own replication will have.
    func tryLogin(to source: Member, within limit: Duration) async -> [Observation] {
        [.login(member.name, await login(to: source, within: limit))]
    }

    private func login(to source: Member, within limit: Duration) async -> Sight<Bool> {
        guard let login = await replicationLogin() else {
            // Following would fail for the same reason.
            return .unseen(Unreachable(.authentication, detail: "its password can't be read"))
        }
        let tunnel: Tunnel
        do throws(SSHFailure) {
            tunnel = try await host(within: limit).forward(
                to: source.address.host, port: source.address.port, within: limit)
        } catch {
            return .unseen(Unreachable(error))
        }
        let target = SQLTarget(
            host: tunnel.address, port: tunnel.port, user: login.user, password: login.password, tls: source.sql.tls,
            tlsName: source.sql.tls.mode == .disabled ? nil : source.address.host, connectTimeout: limit)
        let sight = await Self.answer(of: target, within: limit)
        await tunnel.close()
        return sight
    }

    /// Asks who answers at a door, from this member's host.
    func ask(
        _ door: Endpoint, of endpoint: EndpointLink, asMember name: MemberName, within limit: Duration
    ) async -> [Observation] {
        let tunnel: Tunnel
        do throws(SSHFailure) {
            tunnel = try await host(within: limit).forward(
                to: door.address.host, port: door.address.port, within: limit)
        } catch {
            return [.endpoint(door, .unseen(Unreachable(error)))]
        }
        let seen = await endpoint.ask(door, through: tunnel, asMember: name, within: limit)
        await tunnel.close()
        return seen
    }

    private static func answer(of target: SQLTarget, within limit: Duration) async -> Sight<Bool> {
        do throws(SQLFailure) {
            let connection = try await SQLConnection.open(target, within: limit)
            await connection.close()
            return .seen(true)
        } catch {
            return .unseen(Unreachable(error))
        }
    }
}
