import HactlModel
import HactlSSH

extension SecretBook {
    /// Logs in to a host, with the passphrase of its key from where the inventory says that it is.
    nonisolated func logIn(
        to access: SSHAccess, within limit: Duration
    ) async -> Result<any HostSession, SSHFailure> {
        do throws(SSHFailure) {
            let passphrase = try await passphrase(of: access)
            return .success(try await SSH.connect(to: access, passphrase: passphrase, within: limit))
        } catch {
            return .failure(error)
        }
    }

    private nonisolated func passphrase(of access: SSHAccess) async throws(SSHFailure) -> Secret? {
        guard let reference = access.passphrase else { return nil }
        do throws(SecretFailure) {
            return try await secret(reference)
        } catch {
            throw SSHFailure(.keyUnreadable, error.message, remedy: error.remedy)
        }
    }
}
