import MatterCore
import Postgres
import Testing

@testable import Casework
@testable import Identity

@Suite struct SecondFactorTests {
    private let password = SampleAccounts.password

    @Test func aCodeIsGoodOnceAndTheSecretIsSealed() async throws {
        try await inOffice { office in
            let (secret, codes) = try await office.enrol("judge-330603")
            #expect(codes.count == 10)
            #expect(try await office.refusal("judge-330603") == .codeMissing)
            #expect(try await office.refusal("judge-330603", code: "000000") == .codeWrong)
            // The code of the confirmation is used up.
            #expect(try await office.refusal("judge-330603", code: office.code(secret)) == .codeWrong)
            office.clock.advance(seconds: 30)
            let code = office.code(secret)
            #expect(try await office.signIn("judge-330603", code: code).state.hasSecondFactor)
            #expect(try await office.refusal("judge-330603", code: code) == .codeWrong)
            #expect(try await office.signIn("judge-330603", code: codes[3].uppercased()).state.hasSecondFactor)
            #expect(try await office.refusal("judge-330603", code: codes[3]) == .codeWrong)

            let stored: String = try await office.scalar("select encode(secret, 'hex') from second_factor")
            #expect(!stored.contains(secret.map { String($0, radix: 16) }.joined()))
            let row: String = try await office.scalar("select f::text from second_factor f")
            #expect(codes.allSatisfy { code in !row.contains(code) })
        }
    }

    @Test func guessingCodesLocksLikeGuessingPasswords() async throws {
        try await inOffice { office in
            let (secret, _) = try await office.enrol("judge-330603")
            office.clock.advance(seconds: 60)
            for _ in 0..<5 { #expect(try await office.refusal("judge-330603", code: "000000") == .codeWrong) }
            #expect(try await office.refusal("judge-330603", code: office.code(secret)) == .failed)
        }
    }

    @Test func aRoleThatNeedsItCanOnlyEnrol() async throws {
        var settings = Office.identity
        settings.secondFactorRoles = [.judge, .operator, .auditor]
        try await inOffice(identity: settings) { office in
            let judge = try await office.signIn("judge-330603")
            #expect(judge.state.restriction == .secondFactor)
            let firm = try await office.signIn("firm-a")
            #expect(firm.state.restriction == nil)
            let (secret, _) = try await office.enrol("judge-330603")
            // The other session ended with the enrolment.
            #expect(try await office.casework.session(of: judge.token, origin: .unknown) == nil)
            office.clock.advance(seconds: 30)
            let again = try await office.signIn("judge-330603", code: office.code(secret))
            #expect(again.state.restriction == nil)
            office.clock.advance(seconds: 30)
            let removed = try await office.casework.removeSecondFactor(
                password: password, code: office.code(secret), in: again.state, from: .unknown)
            #expect(removed.state.restriction == .secondFactor)
        }
    }

    @Test func enrolmentNeedsThePasswordAndARightCode() async throws {
        try await inOffice { office in
            let session = try await office.signIn("judge-330603")
            await office.expectRefusal("password-wrong") {
                _ = try await office.casework.enrolSecondFactor(
                    password: "wrong wrong", in: session.state, from: .unknown)
            }
            await office.expectRefusal("second-factor-not-begun") {
                _ = try await office.casework.confirmSecondFactor(code: "123456", in: session.state, from: .unknown)
            }
            _ = try await office.casework.enrolSecondFactor(password: password, in: session.state, from: .unknown)
            await office.expectRefusal("second-factor-code-wrong") {
                _ = try await office.casework.confirmSecondFactor(code: "wrong", in: session.state, from: .unknown)
            }
            // One that was not confirmed is not asked for.
            _ = try await office.signIn("judge-330603")
        }
    }

    /// A lost authenticator is the console's business.
    @Test func theConsoleRemovesASecondFactor() async throws {
        try await inOffice { office in
            _ = try await office.enrol("judge-330603")
            try await office.casework.removeSecondFactor(ofPersonAtConsole: "sample-judge-330603")
            _ = try await office.signIn("judge-330603")
        }
    }
}

extension Office {
    /// Puts a second factor into use; its secret and the recovery codes.
    fileprivate func enrol(_ login: String) async throws -> ([UInt8], [String]) {
        let session = try await signIn(login)
        let enrolment = try await casework.enrolSecondFactor(
            password: SampleAccounts.password, in: session.state, from: .unknown)
        let secret = try #require(Base32.decode(enrolment.secret))
        let confirmation = try await casework.confirmSecondFactor(
            code: code(secret), in: session.state, from: .unknown)
        #expect(confirmation.session.state.hasSecondFactor && confirmation.session.token != session.token)
        return (secret, confirmation.recoveryCodes)
    }

    fileprivate func code(_ secret: [UInt8]) -> String { TOTP.code(secret, step: clock.now.milliseconds / 30_000) }
}
