/// One moment in the logs of two servers: whoever has executed the log of the old source up to `from`, and not more, goes on
/// in the log of the new one at `to`. It can be seen only while both stand still: without GTIDs nobody can tell it later.
package struct Handover: Equatable, Sendable, Codable {
    package var from: TransactionSet
    package var to: TransactionSet

    package init(from: TransactionSet, to: TransactionSet) {
        self.from = from
        self.to = to
    }
}
