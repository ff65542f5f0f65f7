import HactlModel
import HactlPlan

/// The cluster before and after, side by side, as MHA shows them.
struct FromTo {
    private let before: TopologyTree
    private let after: TopologyTree

    init(_ plan: Plan, from tree: TopologyTree) {
        before = tree
        after = tree.after(plan)
    }

    func lines(_ style: Style) -> [String] {
        let left = ["From:"] + before.lines(style, isAligned: false)
        let right = ["To:"] + after.lines(style, isAligned: false)
        let rows = (0..<max(left.count, right.count)).map { row in
            [row < left.count ? left[row] : "", row < right.count ? right[row] : ""]
        }
        return Columns.lines(rows, gap: "    ")
    }
}
