import HactlRun

/// Several rights that are all needed: the loss of one is the loss of all.
package struct JointLock: HeldLock {
    private let locks: [any HeldLock]

    package init(of locks: [any HeldLock]) { self.locks = locks }

    package func loss() async -> String? {
        for lock in locks {
            if let loss = await lock.loss() { return loss }
        }
        return nil
    }
}
