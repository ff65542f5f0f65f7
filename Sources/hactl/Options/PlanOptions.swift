import ArgumentParser
import HactlPlan

/// What a plan is made of.
struct PlanOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "The member that is to become primary. Chosen, with reasons, when it is not given.",
            discussion: "Of rejoin and rebuild: the member that is to become a replica again."))
    var to: String?

    @Option(help: "Of rebuild: the member whose data is copied. Chosen, with reasons, when it is not given.")
    var from: String?

    @Option(help: ArgumentHelp("A finding to overrule, by its code; may be given several times.", valueName: "code"))
    var accept: [String] = []

    @Flag(
        help: ArgumentHelp(
            "Fails over although the dead primary can't be fenced.",
            discussion: "A person answers for it: a primary that was only cut off goes on taking writes on its side."))
    var acceptUnfenced = false

    /// Codes of findings that are overruled.
    var accepted: [String] { accept + (acceptUnfenced ? [FencePossible.code] : []) }
}
