/// A value whose encoded form is the text that it prints, read back by its parser.
package protocol CodableAsText: Codable, CustomStringConvertible {
    init(parsing text: String) throws(PositionError)
}

extension CodableAsText {
    package init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        let text = try box.decode(String.self)
        do {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: box, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(description)
    }
}
