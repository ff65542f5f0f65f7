extension Limits {
    /// Every limit under the name that inventories and playbooks write.
    package var named: [(name: String, duration: Duration)] {
        [
            ("lag", lag), ("freeze", freeze), ("long-transaction", longTransaction), ("look", look),
            ("connect", connect),
        ]
    }
}
