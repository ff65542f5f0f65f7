/// A large value behind one reference, copied when it is changed and somebody else has it too. A simulated server is read
/// many thousand times in a rehearsal; without this each reading would count references to all that it is made of.
@propertyWrapper
package struct Boxed<Value: Sendable & Equatable>: Sendable, Equatable {
    private final class Storage: @unchecked Sendable {
        var value: Value
        init(_ value: Value) { self.value = value }
    }

    private var storage: Storage

    package init(wrappedValue: Value) { storage = Storage(wrappedValue) }

    package var wrappedValue: Value {
        get { storage.value }
        _modify {
            if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
            yield &storage.value
        }
    }

    package static func == (left: Boxed, right: Boxed) -> Bool {
        left.storage === right.storage || left.wrappedValue == right.wrappedValue
    }
}
