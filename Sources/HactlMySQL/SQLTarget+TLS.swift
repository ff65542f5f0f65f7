import CMySQL
import Glibc
import HactlModel

extension SQLTarget {
    /// The name that must be compared by us, since the library compares the one it dials.
    var nameElsewhere: String? { tlsName == host && socket == nil ? nil : tlsName }

    /// What to ask of the library.
    var askedTLS: hactl_tls {
        switch tls.mode {
        case .disabled: HACTL_TLS_DISABLED
        case .required: HACTL_TLS_REQUIRED
        case .verifyCA: nameElsewhere == nil ? HACTL_TLS_VERIFY_CA : HACTL_TLS_VERIFY_CHAIN
        case .verifyIdentity: nameElsewhere == nil ? HACTL_TLS_VERIFY_IDENTITY : HACTL_TLS_VERIFY_CHAIN
        }
    }

    /// What can be known before the server is bothered.
    func checkTLS() throws(SQLFailure) {
        guard tls.mode != .disabled else { return }
        try checkFiles()
        guard askedTLS == HACTL_TLS_VERIFY_CHAIN else { return }
        guard tls.ca != nil else { throw .impossible(self, "a tunnel needs a CA file", "Name one (tls: ca).") }
        guard tls.mode != .verifyIdentity || hactl_mysql_can_compare_names() else {
            throw .impossible(
                self, "this client library compares only the name it dials",
                "Use verify-ca through the tunnel, or the direct route.")
        }
    }

    /// A missing PEM file by its name: the library says "error:80000002" or nothing, and only after the greeting.
    private func checkFiles() throws(SQLFailure) {
        for file in [tls.ca, tls.certificate, tls.key].compactMap(\.self) where access(file, R_OK) != 0 {
            throw .impossible(
                self, "\(file) can't be read: \(String(cString: strerror(errno)))",
                "Correct the path, or let this user read the file.")
        }
    }
}

extension SQLFailure {
    fileprivate static func impossible(_ target: SQLTarget, _ reason: String, _ remedy: String) -> SQLFailure {
        SQLFailure(.tlsFailed, message: "\(target.place): \(reason).", remedy: remedy)
    }

    static func wrongName(_ target: SQLTarget, _ name: String) -> SQLFailure {
        SQLFailure(
            .tlsFailed, message: "\(target.place): the server's certificate is not for \(name).",
            remedy: "Check which server answers there, or issue a certificate for this name.", provesLife: true)
    }

    static func plaintext(_ target: SQLTarget) -> SQLFailure {
        SQLFailure(
            .tlsFailed, message: "\(target.place): the connection is not encrypted, though TLS is asked for.",
            remedy: "Set up TLS on the server (ssl_cert, ssl_key), or say tls: disabled.", provesLife: true)
    }
}
