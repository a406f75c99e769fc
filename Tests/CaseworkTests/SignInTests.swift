import Identity
import MatterCore
import Postgres
import Testing

@testable import Casework

/// Local accounts, sessions, posts and deputies on real tables.
@Suite struct SignInTests {
    @Test func aSamplePersonSignsInAndActsInTheOnlyPost() async throws {
        try await inOffice { office in
            let new = try await office.signIn("judge-330603")
            #expect(new.state.acting?.role == .judge && new.state.acting?.organisation.id == "COURT-330603")
            #expect(new.state.restriction == nil && new.choices.count == 1)
            let again = try await office.casework.session(of: new.token, origin: .unknown)
            #expect(again?.person.id == "sample-judge-330603")
            #expect(try await office.casework.session(of: SessionToken(), origin: .unknown) == nil)
            let hashes: String = try await office.scalar("select string_agg(token_hash, ' ') from session")
            #expect(!hashes.contains(new.token.text))
        }
    }

    /// Five failures cost nothing, then the wait doubles; the right password does not help meanwhile, and nothing that
    /// is tried meanwhile prolongs it.
    @Test func failuresLockForAWhileOnly() async throws {
        try await inOffice { office in
            for _ in 0..<5 { #expect(try await office.refusal("judge-330603", "wrong wrong") == .failed) }
            #expect(try await office.refusal("judge-330603") == .failed)
            office.clock.advance(seconds: 29)
            #expect(try await office.refusal("judge-330603", "wrong wrong") == .failed)
            #expect(try await office.refusal("judge-330603") == .failed)
            office.clock.advance(seconds: 1)
            #expect(try await office.refusal("judge-330603", "wrong wrong") == .failed)
            office.clock.advance(seconds: 59)
            #expect(try await office.refusal("judge-330603") == .failed)
            office.clock.advance(seconds: 1)
            _ = try await office.signIn("judge-330603")
            // The count began anew.
            for _ in 0..<4 { #expect(try await office.refusal("judge-330603", "wrong wrong") == .failed) }
            _ = try await office.signIn("judge-330603")
        }
    }

    /// Whoever guesses from elsewhere does not lock the person out of the place where the person works.
    @Test func strangersCannotLockAPersonOut() async throws {
        try await inOffice { office in
            _ = try await office.signIn("judge-330603", from: "192.0.2.1")
            for attempt in 0..<40 {
                let refusal = try await office.refusal("judge-330603", "wrong wrong", from: "198.51.100.\(attempt)")
                #expect(refusal == .failed)
                office.clock.advance(seconds: 60)
            }
            #expect(try await office.refusal("judge-330603", from: "198.51.100.200") == .failed)
            _ = try await office.signIn("judge-330603", from: "192.0.2.1")
        }
    }

    @Test func manyGuessesAtOnceAreCountedOneByOne() async throws {
        try await inOffice { office in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<12 { group.addTask { _ = try? await office.refusal("judge-330603", "wrong wrong") } }
            }
            let failures: Int = try await office.scalar(
                "select failed_attempts from credential where person = 'sample-judge-330603'")
            // The sixth and all later ones found it locked.
            #expect(failures == 5)
            #expect(try await office.refusal("judge-330603") == .failed)
        }
    }

    /// The clock does not tell which logins exist: every attempt costs one hash, whoever it is for.
    @Test func everyAttemptCostsOneHash() async throws {
        try await inOffice { office in
            let `operator` = try await office.signIn("operator")
            try await office.casework.setDisabled(
                true, person: "sample-firm-c", reason: "示例", by: `operator`.state, from: .unknown)
            for _ in 0..<6 { _ = try await office.refusal("firm-b", "wrong wrong") }
            // Unknown, wrong, locked, disabled, right.
            for login in ["nobody-here", "judge-330603", "firm-b", "firm-c", "firm-a"] {
                let before = office.casework.hasher.count
                _ = try await office.refusal(login, login == "firm-a" ? SampleAccounts.password : "wrong wrong")
                #expect(office.casework.hasher.count == before + 1, "\(login)")
            }
        }
    }

    @Test func theSamplePasswordIsGoodInSampleModeOnly() async throws {
        var settings = Office.identity
        settings.isSampleMode = false
        try await inOffice(identity: settings) { office in
            #expect(try await office.refusal("judge-330603") == .sample)
            // Nor is a session of sample mode good after the mode has ended.
            let start = SessionStart(
                person: "sample-judge-330603", channel: "session", secondFactor: false, origin: .unknown,
                userAgent: nil, now: Office.start, settings: settings)
            let new = try await office.casework.writing(as: .directory) { (db: borrowing Session) in try start.run(db) }
            #expect(try await office.casework.session(of: try #require(new).token, origin: .unknown) == nil)
            // A reset by the operator makes it an account like any other.
            let issued = try await office.casework.resetPassword(
                of: "sample-judge-330603", by: nil, from: .unknown)
            #expect(try await office.signIn("judge-330603", issued.oneTimePassword).state.restriction == .password)
        }
    }

    @Test func sessionsEndWhenIdleAndInAnyCase() async throws {
        try await inOffice { office in
            let new = try await office.signIn("judge-330603")
            func isGood() async throws -> Bool {
                try await office.casework.session(of: new.token, origin: .unknown) != nil
            }
            office.clock.advance(seconds: 29 * 60)
            #expect(try await isGood())
            office.clock.advance(seconds: 29 * 60)
            #expect(try await isGood())
            office.clock.advance(seconds: 30 * 60)
            #expect(try await !isGood())

            let busy = try await office.signIn("judge-330603")
            var minutes = 0
            while try await office.casework.session(of: busy.token, origin: .unknown) != nil {
                office.clock.advance(seconds: 20 * 60)
                minutes += 20
            }
            #expect(minutes == 12 * 60)
        }
    }

    @Test func aNewAccountChangesItsPasswordFirstAndInTime() async throws {
        try await inOffice { office in
            let `operator` = try await office.signIn("operator")
            let made = try await office.casework.createAccount(
                login: "li.lei", name: "示例李雷", by: `operator`.state, from: .unknown)
            #expect(try await office.refusal("li.lei", "wrong wrong") == .failed)
            let first = try await office.signIn("li.lei", made.oneTimePassword)
            #expect(first.state.restriction == .password && first.choices == [])
            let changed = try await office.casework.changePassword(
                from: made.oneTimePassword, to: "gravel teapot lantern", in: first.state, origin: .unknown)
            #expect(changed.state.restriction == .post)
            #expect(try await office.refusal("li.lei", made.oneTimePassword) == .failed)

            let other = try await office.casework.createAccount(
                login: "han.mei", name: "示例韩梅", by: `operator`.state, from: .unknown)
            office.clock.advance(days: 7)
            #expect(try await office.refusal("han.mei", other.oneTimePassword) == .expired)
            await office.expectRefusal("login-taken") {
                _ = try await office.casework.createAccount(
                    login: "li.lei", name: "示例", by: `operator`.state, from: .unknown)
            }
        }
    }

    @Test func whatHappensToAccountsIsOnRecord() async throws {
        try await inOffice { office in
            _ = try await office.refusal("judge-330603", "wrong wrong", from: "192.0.2.9")
            _ = try await office.refusal("who-is-this", "wrong wrong")
            let new = try await office.signIn("judge-330603", from: "192.0.2.9")
            try await office.casework.signOut(new.state, from: .unknown)
            let kinds: String = try await office.scalar(
                """
                select string_agg(kind || ' ' || coalesce(person_id, '-'), ', ' order by id) from access_entry
                where kind <> 'configuration_change'
                """)
            #expect(
                kinds == "sign_in_failed sample-judge-330603, sign_in_failed -, "
                    + "sign_in sample-judge-330603, sign_out sample-judge-330603")
            // Logins that do not exist are often passwords typed into the wrong field.
            let text: String = try await office.scalar("select string_agg(e::text, ' ') from access_entry e")
            #expect(text.contains("192.0.2.9") && !text.contains("who-is-this") && !text.contains("wrong wrong"))
        }
    }
}

extension Office {
    func attempt(_ login: String, _ password: String, code: String?, from address: String) async throws -> SignInAnswer
    {
        try await casework.signIn(
            SignIn(login: login, password: password, code: code),
            from: Origin(address: address, channel: "session", request: nil), userAgent: "test")
    }

    func signIn(
        _ login: String, _ password: String = SampleAccounts.password, code: String? = nil,
        from address: String = "192.0.2.1", _ location: SourceLocation = #_sourceLocation
    ) async throws -> NewSession {
        switch try await attempt(login, password, code: code, from: address) {
        case .signedIn(let new): return new
        case .refused(let refusal):
            Issue.record("\(login): \(refusal)", sourceLocation: location)
            throw refusal
        }
    }

    /// Nil if the sign-in succeeds.
    func refusal(
        _ login: String, _ password: String = SampleAccounts.password, code: String? = nil,
        from address: String = "192.0.2.1"
    ) async throws -> SignInRefusal? {
        if case .refused(let refusal) = try await attempt(login, password, code: code, from: address) {
            return refusal
        }
        return nil
    }

    func expectRefusal(
        _ code: String, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Issue.record("\(code) was expected", sourceLocation: location)
        } catch let error as CaseworkError {
            if case .refused(let refusal) = error {
                #expect(refusal.code == code, sourceLocation: location)
            } else {
                Issue.record(error, sourceLocation: location)
            }
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }
}
