extension String {
    /// As a terminal may read it: names, messages and log lines of servers can hold sequences that move its cursor, change
    /// its title or hide what stands there (ECMA-48). Control characters become U+FFFD, but for line ends, tabs, and the
    /// colours that hactl itself sets: `ESC [ digits m`.
    package var withoutControls: String {
        guard unicodeScalars.contains(where: \.isStray) else { return self }
        var clean = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1B}", let length = rest.lengthOfColour {
                clean.append(scalar)
                clean.append(contentsOf: rest.prefix(length))
                rest = rest.dropFirst(length)
            } else {
                clean.append(scalar.isStray ? "\u{FFFD}" : scalar)
            }
        }
        return String(clean)
    }
}

extension Substring.UnicodeScalarView {
    /// How much of the start is `[`, one or two digits, and `m`.
    fileprivate var lengthOfColour: Int? {
        guard first == "[" else { return nil }
        let digits = dropFirst().prefix { ("0"..."9").contains($0) }.count
        return (1...2).contains(digits) && dropFirst(1 + digits).first == "m" ? digits + 2 : nil
    }
}

extension Unicode.Scalar {
    /// Of the general category Cc (C0, DEL and C1) what is neither a line end nor a tab.
    fileprivate var isStray: Bool { (value < 0x20 && self != "\n" && self != "\t") || (0x7F...0x9F).contains(value) }
}
