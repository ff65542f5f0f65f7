/// A complaint of libYAML and what a person should hear instead.
struct SyntaxFlaw {
    /// A part of libYAML's words.
    let yams: String
    let problem: String
    let remedy: String

    static let all = [
        SyntaxFlaw(
            yams: "mapping values are not allowed", problem: "a `:` stands where none can be",
            remedy:
                "Put the key on a line of its own, indented like its neighbours, or quote a value that holds \": \"."),
        SyntaxFlaw(
            yams: "could not find expected ':'", problem: "a key without its `:`",
            remedy: "Write `key: value`, with a space after the colon."),
        SyntaxFlaw(
            yams: "did not find expected key", problem: "this line is neither a key of the map above nor inside it",
            remedy: "Indent it exactly like the keys that it belongs with, and close quotes and brackets above."),
        SyntaxFlaw(
            yams: "did not find expected ',' or '}'", problem: "a `{` isn't closed, or a comma is missing",
            remedy: "Close the map with `}` and put a comma between its entries."),
        SyntaxFlaw(
            yams: "did not find expected ',' or ']'", problem: "a `[` isn't closed, or a comma is missing",
            remedy: "Close the list with `]` and put a comma between its items."),
        SyntaxFlaw(
            yams: "did not find expected '-' indicator", problem: "a list goes on without `-`",
            remedy: "Begin every item with `- `, at the same indentation."),
        SyntaxFlaw(
            yams: "block sequence entries are not allowed", problem: "a `-` stands where no list can begin",
            remedy: "Begin the list on the line below its key."),
        SyntaxFlaw(
            yams: "unexpected end of stream", problem: "the file ends inside quotes",
            remedy: "Close the quotes."),
        SyntaxFlaw(
            yams: "cannot start any token", problem: "no value can begin with this character",
            remedy: "Put the value into quotes."),
        SyntaxFlaw(
            yams: "unknown escape character", problem: "a backslash in double quotes that means nothing",
            remedy: "Use single quotes, or write `\\\\` for a backslash."),
        SyntaxFlaw(
            yams: "undefined alias", problem: "an alias whose anchor isn't defined above",
            remedy: "Define the anchor (`&name`) before its first use, or quote a value that begins with `*`."),
        SyntaxFlaw(
            yams: "did not find expected alphabetic or numeric", problem: "a `*` or `&` without a name",
            remedy: "Put a value that begins with `*` or `&` into quotes."),
        SyntaxFlaw(
            yams: "found another document", problem: "a second document begins here",
            remedy: "Put it into a file of its own, or remove the `---`."),
        SyntaxFlaw(
            yams: "did not find expected node content", problem: "a value is missing",
            remedy: "Write the value, and close brackets and braces above."),
        SyntaxFlaw(
            yams: "did not find expected <document start>", problem: "the file goes on after its value ended",
            remedy: "Indent the first line like the others, and check quotes and brackets above."),
    ]
}
