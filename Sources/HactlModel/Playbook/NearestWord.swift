/// The word a person most likely meant, or `nil` when none of them comes near.
///
/// Case, `_` and `-` don't count. Among equally near words the first wins.
package func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let wanted = Array(folded(word))
    guard !wanted.isEmpty else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in words {
        let distance = editDistance(wanted, Array(folded(candidate)))
        guard distance <= tolerance(wanted.count), distance < best?.distance ?? .max else { continue }
        best = (candidate, distance)
    }
    return best?.word
}

/// "Did you mean `lag`?", or else the words there are.
package func hint(for word: String, among words: [String]) -> String {
    if let meant = nearest(to: word, among: words) { return "Did you mean `\(meant)`?" }
    return "Write one of: " + words.map { "`\($0)`" }.joined(separator: ", ") + "."
}

/// A third of the letters may be wrong; of a short word, one.
private func tolerance(_ letters: Int) -> Int { max(1, letters / 3) }

private func folded(_ word: String) -> String {
    String(word.lowercased().map { $0 == "_" ? "-" : $0 })
}

/// Insertions, deletions, replacements and swaps of neighbours: what fingers do.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
            var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
            if swapped(left, row, right, column) { cost = min(cost, before[column - 1] + 1) }
            current.append(cost)
        }
        (before, last) = (last, current)
    }
    return last[right.count]
}

private func swapped(_ left: [Character], _ row: Int, _ right: [Character], _ column: Int) -> Bool {
    row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
}
