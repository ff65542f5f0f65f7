import HactlModel

/// What must fit together in the TLS settings of a member after everything was inherited.
struct TLSConsistency {
    let settings: Settings

    var complaints: [Complaint] { unverifiable + halfCertificate }

    private var unverifiable: [Complaint] {
        let mode = settings.tlsSettings().mode
        guard [.verifyCA, .verifyIdentity].contains(mode), settings["ca"] == nil, let written = settings["mode"] else {
            return []
        }
        return [
            written.complaint(
                "`mode` is \(mode.rawValue), but there is no `ca` to verify with.",
                remedy: "Add ca: /etc/hactl/ca.pem, the certificate that signed the servers'.")
        ]
    }

    private var halfCertificate: [Complaint] {
        let there = settings["cert"] ?? settings["key"]
        guard let there, (settings["cert"] == nil) != (settings["key"] == nil) else { return [] }
        let missing = settings["cert"] == nil ? "cert" : "key"
        return [
            there.complaint("`tls` lacks `\(missing)`.", remedy: "Give both `cert` and `key`, or neither.")
        ]
    }
}
