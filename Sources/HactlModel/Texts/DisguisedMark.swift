extension String {
    /// A blank, a punctuation mark or a line end of ASCII that is joined to what stands next to it, as `U+002C`; `nil`
    /// where there is none. Rules that look at characters miss it, and a shell, a server or sudo sees it (Unicode Standard
    /// Annex #29: Extend, Prepend, and CR LF). Letters and digits may have accents.
    package var disguisedMark: String? {
        for character in self where character.unicodeScalars.count > 1 {
            if let mark = character.unicodeScalars.first(where: \.isMark) {
                let digits = String(mark.value, radix: 16, uppercase: true)
                return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            }
        }
        return nil
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool { isASCII && !properties.isAlphabetic && !("0"..."9").contains(self) }
}
