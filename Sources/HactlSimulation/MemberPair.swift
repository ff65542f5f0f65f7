import HactlModel

/// Two members, in no order.
package struct MemberPair: Hashable, Sendable {
    private let names: Set<MemberName>

    package init(_ one: MemberName, _ other: MemberName) { names = [one, other] }

    package func has(_ name: MemberName) -> Bool { names.contains(name) }
}
