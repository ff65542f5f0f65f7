import ArgumentParser

/// What a plan is made of.
struct PlanOptions: ParsableArguments {
    @Option(help: "The member that is to become primary. Chosen, with reasons, when it is not given.")
    var to: String?

    @Option(help: ArgumentHelp("A finding to overrule, by its code; may be given several times.", valueName: "code"))
    var accept: [String] = []
}
