import HactlModel

/// The cluster's limits fit together.
package struct LimitsSanity: PlainCheck {
    package static let name = "limits"
    package static let code = "P26"
    package static let summary =
        "The limits of the cluster fit together: what the checks let pass can end within the freeze, and a connect "
        + "within a look."
    package static let acceptance = Acceptance.needless
    package static let needs = Vantage.inventory

    package init() {}

    package func findings(in scene: Scene) -> [Finding] {
        let limits = scene.cluster.limits
        return [transactions(limits), looks(limits)].compactMap(\.self)
    }

    private func transactions(_ limits: Limits) -> Finding? {
        guard limits.longTransaction > limits.freeze else { return nil }
        return warning(
            "transactions may be \(limits.longTransaction.words) old (long-transaction), longer than the freeze of "
                + "\(limits.freeze.words): one of them can use it up, and the switch is taken back",
            remedy: "Set long-transaction to \(limits.freeze.words) or less, or allow a longer freeze.")
    }

    private func looks(_ limits: Limits) -> Finding? {
        guard limits.connect > limits.look else { return nil }
        return warning(
            "a connect may take \(limits.connect.words), longer than the look of \(limits.look.words) it belongs to",
            remedy: "Set connect to less than look.")
    }

    package func passed(in scene: Scene) -> String {
        "transactions of up to \(scene.cluster.limits.longTransaction.words) fit into a freeze of "
            + scene.cluster.limits.freeze.words
    }
}
