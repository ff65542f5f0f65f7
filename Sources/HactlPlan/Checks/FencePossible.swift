import HactlModel

/// The dead primary can be kept from coming back as a second writer.
package struct FencePossible: PlainCheck {
    package static let name = "fence"
    package static let code = "F02"
    package static let premise = Premise.deadPrimary
    package static let summary =
        "The primary can be fenced: read-only where it answers, its server stopped where its host answers (its "
        + "ports closed where the server waits for a disk and can't end), its power taken where the inventory has `power-off` for it. Without a fence a primary that was only cut off goes on "
        + "taking writes from clients on its side. A person may answer for that: --accept-unfenced."
    package static let acceptance = Acceptance.always
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        guard scene.chosenRungs.isEmpty else { return [] }
        let primary = scene.roles.primary
        return [
            Finding(
                Self.code, .failure, on: primary, "\(primary) can't be fenced: \(reason(scene))",
                remedy: "Give \(primary) a `power-off` command in the inventory. Or make sure that it is off and stays "
                    + "off, and say so with --accept-unfenced.",
                mayBeAccepted: true)
        ]
    }

    private func reason(_ scene: Scene) -> String {
        let primary = scene.roles.primary
        let wanted = scene.cluster.policy.fenceAtLeast.map { "; the policy wants \($0.rawValue)" } ?? ""
        guard let host = scene.facts.host(primary) else {
            return blindHost(primary, scene.facts) + ", and the inventory has no power-off command for it" + wanted
        }
        if host.daemon.processes.count > 1 { return "several servers run on its host" + wanted }
        if !host.tools.canFence { return "sudo on its host does not allow it (see hactl sudoers)" + wanted }
        if host.daemon.waitsForDisk {
            let rest =
                host.tools.canFilter
                ? "so its host can only close its ports" : "and its host has neither nft nor iptables"
            return "its server waits for a disk and can't be ended, \(rest)" + wanted
        }
        return "nothing that could be done is enough" + wanted
    }

    package func passed(in scene: Scene) -> String {
        "\(scene.roles.primary) can be fenced: \(scene.chosenRungs.map(\.rawValue).joined(separator: ", "))"
    }
}
