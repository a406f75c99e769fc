import Testing

@testable import Postgres

@Suite struct PoolStateMachineTests {
    @Test func createsUpToItsSizeThenQueuesInOrder() {
        var machine = PoolStateMachine(capacity: 2)
        #expect(machine.lease(1) == .create(0))
        #expect(machine.lease(2) == .create(1))
        #expect(machine.lease(3) == .wait)
        #expect(machine.lease(4) == .wait)
        #expect((machine.inUse, machine.waiting) == (2, 2))
        #expect(machine.release(1) == .hand(1, to: 3))
        #expect(machine.release(0) == .hand(0, to: 4))
        #expect(machine.release(1) == .keep)
        #expect((machine.inUse, machine.waiting) == (1, 0))
    }

    @Test func theLastUsedConnectionGoesFirst() {
        var machine = PoolStateMachine(capacity: 3)
        for waiter in 0..<3 { _ = machine.lease(PoolStateMachine.Waiter(waiter)) }
        for slot in [2, 0, 1] { #expect(machine.release(slot) == .keep) }
        #expect(machine.lease(9) == .use(1))
        #expect(machine.lease(10) == .use(0))
    }

    @Test func whoLeavesIsNotServedAndLeavesOnce() {
        var machine = PoolStateMachine(capacity: 1)
        #expect(machine.lease(1) == .create(0))
        #expect(machine.lease(2) == .wait)
        #expect(machine.lease(3) == .wait)
        #expect(machine.leave(2) == true)
        #expect(machine.leave(2) == false)
        #expect(machine.release(0) == .hand(0, to: 3))
        #expect(machine.leave(3) == false)
    }

    @Test func closingTurnsAwayAndWaitsForTheLast() {
        var machine = PoolStateMachine(capacity: 2)
        _ = machine.lease(1)
        _ = machine.lease(2)
        #expect(machine.lease(3) == .wait)
        #expect(machine.release(0) == .hand(0, to: 3))
        #expect(machine.lease(4) == .wait)
        let first = machine.close()
        #expect((first.close, first.turnAway, first.isLast) == ([], [4], false))
        #expect(machine.lease(5) == .refuse)
        #expect(machine.release(1) == .close(1, isLast: false))
        #expect(machine.release(0) == .close(0, isLast: true))
        let again = machine.close()
        #expect((again.close, again.turnAway, again.isLast) == ([], [], true))
    }

    @Test func closingAnIdlePoolClosesAtOnce() {
        var machine = PoolStateMachine(capacity: 2)
        _ = machine.lease(1)
        _ = machine.release(0)
        let closing = machine.close()
        #expect((closing.close, closing.turnAway, closing.isLast) == ([0], [], true))
    }

    /// Random events against what must always hold: a connection has one holder, and nobody waits beside a free one.
    @Test(arguments: 0..<20) func randomEventsKeepTheInvariants(seed: UInt64) {
        var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func roll(_ bound: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(bound))
        }
        var machine = PoolStateMachine(capacity: 3)
        var held: Set<Int> = []
        var waiting: [PoolStateMachine.Waiter] = []
        for waiter in 1...500 as ClosedRange<PoolStateMachine.Waiter> {
            switch roll(3) {
            case 0:
                switch machine.lease(waiter) {
                case .use(let slot), .create(let slot): #expect(held.insert(slot).inserted)
                case .wait:
                    #expect(held.count == 3)
                    waiting.append(waiter)
                case .refuse: Issue.record("refused while open")
                }
            case 1:
                guard let slot = held.sorted().first else { continue }
                if case .hand(slot, let served) = machine.release(slot) {
                    #expect(served == waiting.removeFirst())
                } else {
                    #expect(waiting.isEmpty)
                    held.remove(slot)
                }
            default:
                guard !waiting.isEmpty else { continue }
                let leaver = waiting.remove(at: roll(waiting.count))
                #expect(machine.leave(leaver) == true)
            }
            #expect((machine.inUse, machine.waiting) == (held.count, waiting.count))
        }
    }
}
