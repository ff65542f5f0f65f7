import HactlModel

/// Why a step can't judge a member, as a clause.
func blind(_ member: MemberName, _ facts: Facts) -> String {
    facts.blindness(of: member) ?? "\(member) can't be judged"
}

/// Why a step can't judge a member's host, as a clause.
func blindHost(_ member: MemberName, _ facts: Facts) -> String {
    let reason = facts.members[member]?.host.reason?.sentence ?? "not looked at"
    return "the host of \(member) can't be seen over SSH (\(reason))"
}
