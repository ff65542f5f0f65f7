/// A step of any kind, as a plan stores it: its kind and its own data. The catalog knows how to read it back.
package struct AnyStep: Equatable, Sendable, Codable {
    package let step: any Step

    package init(_ step: any Step) { self.step = step }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let kind = try container.decode(StepKind.self, forKey: .kind)
        guard let entry = StepCatalog.entry(of: kind) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "this version of hactl knows no step '\(kind)'")
        }
        step = try entry.type.init(from: container.superDecoder(forKey: .step))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(type(of: step).kind, forKey: .kind)
        try step.encode(to: container.superEncoder(forKey: .step))
    }

    package static func == (left: AnyStep, right: AnyStep) -> Bool { left.step.equals(right.step) }

    private enum Key: String, CodingKey { case kind, step }
}

extension Step {
    fileprivate func equals(_ other: any Step) -> Bool { (other as? Self).map { $0 == self } ?? false }
}
