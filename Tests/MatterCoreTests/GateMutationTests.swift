import MatterCore
import Testing

/// A fault sown into the shipped definition, the code of the finding that must refuse it, and what it must name.
struct Mutant: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    /// In the message of the finding.
    let subject: String
    let change: @Sendable (inout Workflow.Content) -> Void

    init(
        _ name: String, _ code: String, _ subject: String,
        _ change: @escaping @Sendable (inout Workflow.Content) -> Void
    ) {
        self.name = name
        self.code = code
        self.subject = subject
        self.change = change
    }

    var testDescription: String { "\(name): \(code)" }
}

/// Every fault that somebody might write into the definition is refused, and for the right reason.
@Suite struct GateMutationTests {
    @Test(arguments: Mutant.all) func refuses(_ mutant: Mutant) throws {
        let findings = Gate.check(try Shipped.workflow(mutant.change)).findings
        let expected = findings.filter { $0.code == mutant.code && $0.message.contains(mutant.subject) }
        #expect(!expected.isEmpty, "found instead: \(findings.map { "\($0.code): \($0.message)" })")
        let traced = ["dead-end", "single-role", "forbidden-move-reachable", "nondeterminism"]
        if traced.contains(mutant.code) { #expect(expected.allSatisfy { !$0.trace.isEmpty }) }
    }

    @Test func sowsManyFaults() {
        #expect(Mutant.all.count >= 45)
        #expect(Set(Mutant.all.map(\.name)).count == Mutant.all.count)
    }
}

extension Mutant {
    static let all = deadEnds + unreachable + rights + separation + forbidden + rivals + duties + unused
}
