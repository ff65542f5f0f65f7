import HactlModel
import HactlPlan

/// The cases of one check.
struct CaseList: Sendable {
    let check: any Check.Type
    private(set) var cases: [CheckCase] = []

    init(_ check: any Check.Type) { self.check = check }

    func fine(
        _ title: String, _ flavour: Flavour = .mysql, with arguments: [String: String] = [:],
        _ arrange: @escaping @Sendable (inout Scene) -> Void
    ) -> CaseList {
        adding(title, flavour, arguments, .fine, arrange)
    }

    /// A failure that can't be overruled.
    func refuses(
        _ name: MemberName?, _ saying: String, _ flavour: Flavour = .mysql, with arguments: [String: String] = [:],
        _ arrange: @escaping @Sendable (inout Scene) -> Void
    ) -> CaseList {
        let expected = CheckCase.Expectation.finds(.failure, on: name, saying: saying, mayBeAccepted: false)
        return adding(saying, flavour, arguments, expected, arrange)
    }

    /// A failure that can be overruled.
    func objects(
        _ name: MemberName?, _ saying: String, _ flavour: Flavour = .mysql, with arguments: [String: String] = [:],
        _ arrange: @escaping @Sendable (inout Scene) -> Void
    ) -> CaseList {
        let expected = CheckCase.Expectation.finds(.failure, on: name, saying: saying, mayBeAccepted: true)
        return adding(saying, flavour, arguments, expected, arrange)
    }

    func warns(
        _ name: MemberName?, _ saying: String, _ flavour: Flavour = .mysql, with arguments: [String: String] = [:],
        _ arrange: @escaping @Sendable (inout Scene) -> Void
    ) -> CaseList {
        let expected = CheckCase.Expectation.finds(.warning, on: name, saying: saying, mayBeAccepted: false)
        return adding(saying, flavour, arguments, expected, arrange)
    }

    func notes(
        _ name: MemberName?, _ saying: String, _ flavour: Flavour = .mysql,
        _ arrange: @escaping @Sendable (inout Scene) -> Void
    ) -> CaseList {
        let expected = CheckCase.Expectation.finds(.note, on: name, saying: saying, mayBeAccepted: false)
        return adding(saying, flavour, [:], expected, arrange)
    }

    private func adding(
        _ title: String, _ flavour: Flavour, _ arguments: [String: String], _ expected: CheckCase.Expectation,
        _ arrange: @escaping @Sendable (inout Scene) -> Void
    ) -> CaseList {
        var list = self
        list.cases.append(
            CheckCase(
                check: check, title: title, flavour: flavour, arguments: arguments, expected: expected,
                arrange: arrange))
        return list
    }
}
