import HactlPlan
import HactlRun

/// What a step is called in a plan: `3`, or `6a` and `6b` when they are taken at the same moment.
enum StepNumber {
    static func of(_ place: StepPlace, in plan: Plan) -> String {
        let isAlone = !plan.stages.indices.contains(place.stage) || plan.stages[place.stage].steps.count == 1
        return "\(place.stage + 1)" + (isAlone ? "" : letter(place.step))
    }

    /// a … z, then aa, ab.
    private static func letter(_ number: Int) -> String {
        let last = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number % 26)))
        return number < 26 ? last : letter(number / 26 - 1) + last
    }
}
