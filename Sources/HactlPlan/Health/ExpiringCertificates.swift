import HactlModel

/// No server's certificate is about to expire.
package struct ExpiringCertificates: HealthCheck {
    package static let code = "H01"
    package static let summary =
        "The certificate of each server is good for two weeks more (`Ssl_server_not_after`). Once it has expired, clients and replicas that "
        + "verify it don't come back after a reconnect: at the latest in a failover."

    package init() {}

    private static let notice = Duration.seconds(14 * 86_400)

    package func findings(about cluster: Cluster, seen facts: Facts, at now: Moment) -> [Finding] {
        cluster.members.compactMap { member in
            guard let instance = facts.instance(member.name), let end = instance.certificateEnd else { return nil }
            let left = end - now
            if left > Self.notice { return nil }
            let reload = instance.identity.flavour == .mysql ? "ALTER INSTANCE RELOAD TLS" : "FLUSH SSL"
            return Finding(
                Self.code, left > .zero ? .warning : .failure, on: member.name,
                left > .zero
                    ? "the certificate of \(member.name) expires in \(days(left))"
                    : "the certificate of \(member.name) has expired",
                remedy: "Renew it, put it in place of the old one, and have the server read it: \(reload).")
        }
    }

    private func days(_ span: Duration) -> String {
        let days = Int(span.inSeconds / 86_400)
        return days == 1 ? "a day" : days == 0 ? "less than a day" : "\(days) days"
    }
}
