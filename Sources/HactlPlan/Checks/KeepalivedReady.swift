import HactlModel

/// keepalived carries the writer VIP where hactl tells it to, and nowhere else.
package struct KeepalivedReady: PlainCheck {
    package static let name = "keepalived"
    package static let code = "P36"
    package static let summary =
        "Where keepalived carries the writer VIP: it runs on the primary and on the candidate, every member's track file can be read "
        + "and is named by keepalived's configuration, and only the primary's lets it carry the address."
    package static let acceptance = Acceptance.partly
    package static let needs = Vantage.ssh

    package init() {}

    /// A dead primary's host may be dead, too, and who is left behind must not keep the others waiting.
    package func subjects(in scene: Scene) -> [MemberName] {
        if scene.cluster.writer?.trackFile == nil { return [] }
        return scene.premise == .deadPrimary ? [scene.roles.candidate] : scene.names
    }

    package func findings(in scene: Scene) -> [Finding] {
        guard let file = scene.cluster.writer?.trackFile else { return [] }
        return scene.hosts.flatMap { member in
            idle(member, scene) + (unread(member, file).map { [$0] } ?? eligible(member, file, scene))
        }
    }

    private func idle(_ member: SeenHost, _ scene: Scene) -> [Finding] {
        let (name, roles) = (member.name, scene.roles)
        guard name == roles.primary || name == roles.candidate, !member.host.processes.contains(ForeignTool.keepalived)
        else { return [] }
        let address = scene.cluster.writer?.address ?? ""
        return [
            objection(
                on: name,
                name == roles.candidate
                    ? "keepalived does not run on \(name): it would not carry \(address) there"
                    : "keepalived does not run on \(name): if \(address) is there, nobody takes it away",
                remedy: "Start it on \(name): systemctl start keepalived.")
        ]
    }

    private func unread(_ member: SeenHost, _ file: String) -> Finding? {
        let name = member.name
        guard member.host.track?.value != nil else {
            return failure(
                on: name,
                "\(file) on \(name) is not there, can't be read, or holds no number: keepalived may carry the address there",
                remedy:
                    "On \(name): echo \(TrackFacts.barred) >\(file), 0 on the primary; readable for hactl's account.")
        }
        guard member.host.track?.isNamed == false else { return nil }
        return failure(
            on: name, "no file in /etc/keepalived on \(name) names \(file): keepalived would not heed it",
            remedy:
                "Give the vrrp_instance a track_file with weight 1 (see the reference, \"Proxies\"), or correct `track-file`."
        )
    }

    private func eligible(_ member: SeenHost, _ file: String, _ scene: Scene) -> [Finding] {
        let (name, isEligible) = (member.name, member.host.track?.isEligible == true)
        if name == scene.roles.primary {
            guard scene.premise == .livingPrimary, !isEligible else { return [] }
            return [
                objection(
                    on: name, "\(file) bars \(name), which is the primary: keepalived may not carry the address there",
                    remedy: "On \(name): echo \(TrackFacts.eligible) >\(file).")
            ]
        }
        if !isEligible { return [] }
        return [
            objection(
                on: name,
                "\(file) lets keepalived carry the address on \(name), which is not the primary: VRRP may lead writes there by itself",
                remedy: "On \(name): echo \(TrackFacts.barred) >\(file).")
        ]
    }

    package func passed(in scene: Scene) -> String {
        scene.cluster.writer?.trackFile == nil
            ? "keepalived does not carry the writer VIP"
            : "keepalived carries the writer VIP on \(scene.roles.primary) alone"
    }
}
