import HactlModel

/// Nobody else moves this writer meanwhile.
package struct OtherManagers: PlainCheck {
    package static let name = "other-managers"
    package static let code = "P23"
    package static let summary =
        "No other tool holds the cluster: no lock of MaxScale, MHA or another hactl, no keepalived that hactl does not lead, no orchestrator or "
        + "MHA process on a member. Two that move one writer undo each other's work."
    package static let acceptance = Acceptance.partly
    package static let needs = Vantage.everywhere

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        scene.members.flatMap { member in member.instance.managers.map { locked(member.name, $0) } }
            + scene.hosts.flatMap { processes($0, scene) }
    }

    private func locked(_ name: MemberName, _ lock: ManagerLock) -> Finding {
        let manager = ForeignTool.holder(of: lock.name)
        return failure(
            on: name,
            "\(manager.name) holds \(name) (lock \(lock.name), session \(lock.holder)): it may move the writer too",
            remedy: manager.remedy)
    }

    private func processes(_ member: SeenHost, _ scene: Scene) -> [Finding] {
        let strangers = ForeignTool.all.filter { $0.runs(among: member.host.processes) && !isLed($0, in: scene) }
        return strangers.map { manager in
            objection(
                on: member.name, "\(manager.name) runs on \(member.name): it may move the writer or its address too",
                remedy: manager.remedy)
        }
    }

    /// It carries the address where hactl tells it to.
    private func isLed(_ tool: ForeignTool, in scene: Scene) -> Bool {
        tool.name == ForeignTool.keepalived && scene.cluster.writer?.trackFile != nil
    }

    package func passed(in scene: Scene) -> String { "no other manager holds \(scene.names.listed())" }
}
