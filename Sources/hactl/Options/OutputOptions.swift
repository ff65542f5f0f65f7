import ArgumentParser
import HactlLive
import HactlReport

/// How it is said.
struct OutputOptions: ParsableArguments {
    @Flag(help: "JSON lines on stdout.")
    var json = false

    @Flag(help: "No colours. Also: NO_COLOR, TERM=dumb, or a stdout that is no terminal.")
    var noColor = false

    var style: Style { style(onTerminal: Terminal.hasOutput) }
    var errorStyle: Style { style(onTerminal: Terminal.hasErrors) }

    func tell(nothingToDo words: String) {
        Terminal.print(json ? EventLine.end(exitCode: 0, words, at: SystemClock.now()).text : words)
    }

    private func style(onTerminal: Bool) -> Style {
        onTerminal && !noColor && Terminal.allowsColour(environment: Desk.environment()) ? .coloured : .plain
    }
}
