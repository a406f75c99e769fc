import Identity
import MatterCore
import Testing

@testable import Casework

/// Posts count in their period, and deputies act on behalf of the holder only within theirs.
@Suite struct DeputyTests {
    private let day = LegalDate("2026-03-02")!

    @Test func aDeputyActsOnBehalfWithinThePeriodOnly() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.signIn("judge-330603")
            let panel = Person(id: judge.state.person.id, name: judge.state.person.name)
            _ = try await office.act(
                .assignJudge(AssignJudge(judge: panel, panel: [])), matter, by: try office.acting(judge))
            let track = Command.setTrack(SetTrack(track: .fast, reason: "示例"))

            // A colleague may not act in the assigned judge's matter.
            let colleague = try await office.signIn("judge-330603-b")
            await office.expectRefusal("not-the-judge") {
                _ = try await office.act(track, matter, by: try office.acting(colleague))
            }
            let deputyship = try await office.casework.grant(
                GrantDeputyship(
                    post: try #require(judge.state.post), deputy: colleague.state.person.id,
                    from: day.adding(days: 1), until: day.adding(days: 3), reason: "休假"),
                by: judge.state, from: .unknown)
            // Not yet.
            await office.expectRefusal("post-not-held") {
                _ = try await office.casework.takePost(
                    nil, deputyship: deputyship, in: colleague.state, from: .unknown)
            }
            office.clock.advance(days: 1)
            let early = try await office.signIn("judge-330603-b")
            #expect(early.choices.count == 2 && early.state.restriction == .post)
            let deputy = try await office.casework.takePost(
                nil, deputyship: deputyship, in: early.state, from: .unknown)
            #expect(deputy.token != early.token)
            #expect(try await office.casework.session(of: early.token, origin: .unknown) == nil)
            let acting = try office.acting(deputy)
            #expect(acting.id == "sample-judge-330603-b" && acting.onBehalfOf?.id == "sample-judge-330603")
            let outcome = try await office.act(track, matter, by: acting)
            let author = try #require(outcome.events.first?.by)
            #expect(author.person.id == "sample-judge-330603-b" && author.onBehalfOf?.id == "sample-judge-330603")

            // After the last day the session acts in nothing.
            office.clock.advance(days: 3)
            let later = try await office.signIn("judge-330603-b")
            #expect(later.choices.count == 1 && later.state.acting?.onBehalfOf == nil)
        }
    }

    @Test func aRevokedDeputyshipEndsAtOnce() async throws {
        try await inOffice { office in
            let (judge, deputy, deputyship) = try await office.deputised()
            func acting() async throws -> Principal? {
                try await office.casework.session(of: deputy.token, origin: .unknown)?.acting
            }
            #expect(try await acting()?.onBehalfOf != nil)
            try await office.casework.revokeDeputyship(deputyship, by: judge.state, from: .unknown)
            #expect(try await acting() == nil)
            await office.expectRefusal("deputyship-not-found") {
                try await office.casework.revokeDeputyship(deputyship, by: judge.state, from: .unknown)
            }
        }
    }

    /// The deputy cannot do more than the holder: when the post ends or the holder leaves, so does the deputy.
    @Test func theDeputyshipEndsWithThePost() async throws {
        try await inOffice { office in
            let (judge, deputy, _) = try await office.deputised()
            let `operator` = try await office.signIn("operator")
            try await office.casework.endPost(
                try #require(judge.state.post), reason: "调离", by: `operator`.state, from: .unknown)
            #expect(try await office.casework.session(of: deputy.token, origin: .unknown)?.acting == nil)
            #expect(try await office.casework.session(of: judge.token, origin: .unknown)?.restriction == .post)
        }
        try await inOffice { office in
            let (judge, deputy, _) = try await office.deputised()
            let `operator` = try await office.signIn("operator")
            try await office.casework.setDisabled(
                true, person: judge.state.person.id, reason: "离职", by: `operator`.state, from: .unknown)
            #expect(try await office.casework.session(of: deputy.token, origin: .unknown)?.acting == nil)
            #expect(try await office.casework.session(of: judge.token, origin: .unknown) == nil)
            #expect(try await office.refusal("judge-330603") == .failed)
        }
    }

    @Test func whoMayNameADeputy() async throws {
        try await inOffice { office in
            let judge = try await office.signIn("judge-330603")
            let post = try #require(judge.state.post)
            func grant(_ deputy: String, by session: NewSession, days: Int = 1) async throws {
                _ = try await office.casework.grant(
                    GrantDeputyship(
                        post: post, deputy: deputy, from: day, until: day.adding(days: days), reason: "示例"),
                    by: session.state, from: .unknown)
            }
            let colleague = try await office.signIn("judge-330603-b")
            await office.expectRefusal("post-not-found") { try await grant("sample-judge-330603-b", by: colleague) }
            await office.expectRefusal("deputy-not-colleague") { try await grant("sample-judge-330602", by: judge) }
            await office.expectRefusal("deputy-is-holder") { try await grant("sample-judge-330603", by: judge) }
            await office.expectRefusal("period-wrong") {
                try await grant("sample-judge-330603-b", by: judge, days: 400)
            }
            await office.expectRefusal("period-wrong") { try await grant("sample-judge-330603-b", by: judge, days: -1) }
            let `operator` = try await office.signIn("operator")
            await office.expectRefusal("deputy-not-colleague") { try await grant("sample-operator", by: `operator`) }
            try await grant("sample-judge-330603-b", by: `operator`)
            await office.expectRefusal("deputyship-held") { try await grant("sample-judge-330603-b", by: judge) }
        }
    }

    @Test func postsCountInTheirPeriod() async throws {
        try await inOffice { office in
            let `operator` = try await office.signIn("operator")
            let made = try await office.casework.createAccount(
                login: "li.lei", name: "示例李雷", by: `operator`.state, from: .unknown)
            func grant(_ role: Role, _ organisation: OrganisationID, from: Int, until: Int?) async throws {
                _ = try await office.casework.grant(
                    GrantPost(
                        person: made.person, role: role, organisation: organisation, from: day.adding(days: from),
                        until: until.map { day.adding(days: $0) }, reason: "示例"),
                    by: `operator`.state, from: .unknown)
            }
            try await grant(.judge, "COURT-330603", from: 0, until: 1)
            try await grant(.administrator, "FIRM-A", from: 2, until: nil)
            await office.expectRefusal("post-held") {
                try await grant(.administrator, "FIRM-A", from: 10, until: 20)
            }
            await office.expectRefusal("role-not-held-there") {
                try await grant(.judge, "FIRM-A", from: 0, until: nil)
            }
            await office.expectRefusal("period-backward") {
                try await grant(.auditor, "COURT-330603", from: 3, until: 2)
            }
            let first = try await office.signIn("li.lei", made.oneTimePassword)
            let session = try await office.casework.changePassword(
                from: made.oneTimePassword, to: "gravel teapot lantern", in: first.state, origin: .unknown)
            #expect(session.state.acting?.role == .judge && session.choices.count == 1)
            office.clock.advance(days: 2)
            let later = try await office.signIn("li.lei", "gravel teapot lantern")
            #expect(later.state.acting?.role == .administrator && later.choices.count == 1)
        }
    }

    @Test func nobodyGrantsToThemselvesAndOnlyTheOperatorGrants() async throws {
        try await inOffice { office in
            let `operator` = try await office.signIn("operator")
            func grant(_ person: String, by session: NewSession) async throws {
                _ = try await office.casework.grant(
                    GrantPost(person: person, role: .judge, organisation: "COURT-330603", from: day, reason: "示例"),
                    by: session.state, from: .unknown)
            }
            await office.expectRefusal("own-grant") { try await grant("sample-operator", by: `operator`) }
            for login in ["judge-330603", "auditor-3306", "firm-a", "tax-330603"] {
                let other = try await office.signIn(login)
                await office.expectRefusal("role-may-not") { try await grant("sample-judge-330602", by: other) }
                await office.expectRefusal("role-may-not") {
                    _ = try await office.casework.createAccount(
                        login: "new", name: "示例", by: other.state, from: .unknown)
                }
                await office.expectRefusal("role-may-not") {
                    _ = try await office.casework.resetPassword(
                        of: "sample-operator", by: other.state, from: .unknown)
                }
            }
            await office.expectRefusal("own-account") {
                _ = try await office.casework.resetPassword(
                    of: "sample-operator", by: `operator`.state, from: .unknown)
            }
            try await grant("sample-judge-330602", by: `operator`)
        }
    }

    /// Separation of duties: the operator reads no matter, the auditor acts in none.
    @Test func theOperatorReadsNothingAndTheAuditorDoesNothing() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let `operator` = try office.acting(try await office.signIn("operator"))
            await office.expectRefusal("matter-not-found") {
                _ = try await office.casework.matter(matter, by: `operator`)
            }
            let auditor = try office.acting(try await office.signIn("auditor-3306"))
            _ = try await office.casework.matter(matter, by: auditor)
            // But for the answer to what was sent to a coordination office.
            for act in Act.allCases where act != .answerReminder {
                #expect(!Office.workflow.roles(for: act).contains(.auditor))
            }
            for act in Act.allCases {
                #expect(!Office.workflow.roles(for: act).contains(.operator))
            }
            await office.expectRefusal("role-may-not") {
                _ = try await office.act(
                    .setTrack(SetTrack(track: .fast, reason: "示例")), matter, by: auditor)
            }
        }
    }
}

extension Office {
    func acting(_ session: NewSession) throws -> Principal { try #require(session.state.acting) }

    /// The judge, the second judge acting on behalf of the first, and the number of the deputyship.
    fileprivate func deputised() async throws -> (NewSession, NewSession, Int64) {
        let judge = try await signIn("judge-330603")
        let colleague = try await signIn("judge-330603-b")
        let today = clock.now.legalDate
        let deputyship = try await casework.grant(
            GrantDeputyship(
                post: try #require(judge.state.post), deputy: colleague.state.person.id, from: today,
                until: today.adding(days: 5), reason: "示例"),
            by: judge.state, from: .unknown)
        let deputy = try await casework.takePost(nil, deputyship: deputyship, in: colleague.state, from: .unknown)
        return (judge, deputy, deputyship)
    }
}
