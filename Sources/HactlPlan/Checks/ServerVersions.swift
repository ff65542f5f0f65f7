import HactlModel

/// Nobody will follow a newer server.
package struct ServerVersions: PlainCheck {
    package static let name = "versions"
    package static let code = "P11"
    package static let summary =
        "All members are of one flavour, and the candidate's series is not newer than that of anybody who will follow "
        + "it: replication goes from older to newer servers. In an upgrade the old primary may be left behind."
    package static let acceptance = Acceptance.partly

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        guard let candidate = scene.candidate?.identity else { return [] }
        return scene.followers.compactMap { judge($0, candidate, scene) }
    }

    private func judge(_ follower: SeenMember, _ candidate: Identity, _ scene: Scene) -> Finding? {
        let identity = follower.instance.identity
        if identity.flavour != candidate.flavour { return mixed(follower.name, identity, candidate, scene) }
        return candidate.version.isNewerSeries(than: identity.version)
            ? newer(candidate.version, follower.name, identity.version, scene) : nil
    }

    private func mixed(_ name: MemberName, _ identity: Identity, _ candidate: Identity, _ scene: Scene) -> Finding {
        failure(
            on: scene.roles.candidate,
            "\(scene.roles.candidate) is \(candidate.flavour.rawValue) and \(name) is \(identity.flavour.rawValue): "
                + "their GTIDs can't be compared",
            remedy: "A cluster has one flavour. Move between flavours with a new cluster and a dump.")
    }

    private func newer(
        _ version: ServerVersion, _ name: MemberName, _ older: ServerVersion, _ scene: Scene
    ) -> Finding {
        let candidate = scene.roles.candidate
        let summary = "\(candidate) (\(version)) is newer than \(name) (\(older)), which would have to follow it"
        if name == scene.roles.primary {
            return objection(
                on: candidate, "\(summary): replication into an older server may break",
                remedy: "In an upgrade, overrule this and upgrade \(name) right after the switch.")
        }
        return failure(
            on: candidate, "\(summary): replication into an older server may break",
            remedy: "Upgrade \(name) first, or choose an older candidate.")
    }

    package func passed(in scene: Scene) -> String {
        let version = scene.candidate?.identity.version.description ?? "unknown"
        return "\(scene.roles.candidate) (\(version)) is not newer than those who will follow it"
    }
}

extension ServerVersion {
    /// Within a series (`8.4`, `10.11`) servers replicate either way.
    func isNewerSeries(than other: ServerVersion) -> Bool { (major, minor) > (other.major, other.minor) }
}
