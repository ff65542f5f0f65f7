import HactlModel

/// What came of reading files: the value, or everything that is wrong with them.
package enum Reading<Value> {
    case value(Value)
    /// At least one, in the order of the files and of the places within them.
    case complaints([Complaint])

    /// The value, unless something is wrong.
    package func get() throws(Complaints) -> Value {
        switch self {
        case .value(let value): return value
        case .complaints(let list): throw Complaints(list: list)
        }
    }

    /// Empty when there is a value.
    package var complaints: [Complaint] {
        if case .complaints(let list) = self { list } else { [] }
    }

    package func map<Other>(_ transform: (Value) -> Other) -> Reading<Other> {
        switch self {
        case .value(let value): .value(transform(value))
        case .complaints(let list): .complaints(list)
        }
    }
}

extension Reading: Sendable where Value: Sendable {}
extension Reading: Equatable where Value: Equatable {}
