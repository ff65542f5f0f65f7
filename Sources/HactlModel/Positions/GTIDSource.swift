/// Where a MySQL transaction came from: a server and, from 8.3 on, a tag.
///
/// The manual: "GTIDs originating from the same server but having different tags are treated in a manner similar to
/// those originating from different servers".
package struct GTIDSource: Hashable, Comparable, Sendable {
    package var uuid: ServerUUID
    package var tag: GTIDTag?

    package init(uuid: ServerUUID, tag: GTIDTag? = nil) {
        self.uuid = uuid
        self.tag = tag
    }

    /// By UUID, then without a tag before the tags, as the server prints them.
    package static func < (left: GTIDSource, right: GTIDSource) -> Bool {
        guard left.uuid == right.uuid else { return left.uuid < right.uuid }
        guard let tag = right.tag else { return false }
        return left.tag.map { $0 < tag } ?? true
    }
}
