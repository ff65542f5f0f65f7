import ArgumentParser
import HactlLive
import HactlReport
import HactlRun

/// How it is said.
struct OutputOptions: ParsableArguments, Sendable {
    @Flag(help: "JSON lines on stdout.")
    var json = false

    @Flag(help: "No colours. Also: NO_COLOR, TERM=dumb, or a stdout that is no terminal.")
    var noColor = false

    var style: Style { style(onTerminal: Terminal.hasOutput) }
    var errorStyle: Style { style(onTerminal: Terminal.hasErrors) }

    func tell(nothingToDo words: String) {
        Terminal.print(json ? EventLine.end(exitCode: 0, words, at: SystemClock.now()).text : words)
    }

    /// What is owed ends a run that was to change something with the code for that; a plan only says it.
    func tell(_ calm: Calm, endingOwed: Bool) throws {
        if calm.owed.isEmpty { return tell(nothingToDo: calm.words) }
        let words = "\(calm.words) Owed: \(calm.owed.joined(separator: "; "))."
        guard endingOwed else { return tell(nothingToDo: words) }
        Terminal.print(json ? EventLine.owing(calm.owed, words, at: SystemClock.now()).text : words)
        throw ArgumentParser.ExitCode(Outcome.doneOwing(calm.owed).exitCode)
    }

    private func style(onTerminal: Bool) -> Style {
        onTerminal && !noColor && Terminal.allowsColour(environment: Desk.environment()) ? .coloured : .plain
    }
}
