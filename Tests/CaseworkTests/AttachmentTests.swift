import Foundation
import Ledger
import MatterCore
import Testing

@testable import Casework

/// Bytes that arrive in pieces.
struct Pieces: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    let pieces: [[UInt8]]
    var breaksOff = false

    init(_ pieces: [[UInt8]], breaksOff: Bool = false) {
        self.pieces = pieces
        self.breaksOff = breaksOff
    }

    struct BrokenOff: Error {}

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<[UInt8]>
        let breaksOff: Bool

        mutating func next() async throws -> [UInt8]? {
            if rest.isEmpty, breaksOff { throw BrokenOff() }
            return rest.popFirst()
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(rest: pieces[...], breaksOff: breaksOff) }
}

@Suite struct AttachmentTests {
    /// A stream that breaks as soon as it is read would show as another error.
    @Test func whoMayNotAddAFileIsRefusedBeforeAnythingIsReceived() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let auditor = try await office.principal(.auditor, "OFFICE-3306")
            do throws(CaseworkError) {
                _ = try await office.casework.attach(
                    name: "a.pdf", mediaType: "application/pdf", bytes: Pieces([], breaksOff: true), to: matter,
                    by: auditor, key: "k")
                Issue.record("an auditor may not act")
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                #expect(refusal.code == "role-may-not")
            }
        }
    }

    @Test func aFileComesBackAsItWent() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let pieces =
                [Array("%P".utf8), Array("DF-1.7 ".utf8)] + (0..<40).map { [UInt8](repeating: $0, count: 10_000) }
            let whole = pieces.flatMap { $0 }
            func attach() async throws -> Outcome {
                try await office.casework.attach(
                    name: "裁定书.pdf", mediaType: "application/pdf", bytes: Pieces(pieces), to: matter, by: judge,
                    key: "k")
            }
            let outcome = try await attach()
            let (attachment, content) = try await office.casework.file(1, of: matter, by: judge)
            #expect(attachment.content.size == Int64(whole.count))
            #expect(attachment.content.digest == SM3.digest(whole))
            var read: [UInt8] = []
            for try await piece in content { read += piece }
            #expect(read == whole)
            let attributes = try FileManager.default.attributesOfItem(
                atPath: office.casework.files.path(attachment.content.digest))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let again = try await attach()
            #expect(again.isReplay && again.events == outcome.events)
            try await office.expectReplay(matter)
        }
    }

    @Test(arguments: [
        ("application/pdf", [Array("GIF89a".utf8)], "attachment-type-mismatch"),
        ("image/png", [Array("%PDF".utf8)], "attachment-type-mismatch"),
        ("application/pdf", [Array("%P".utf8)], "attachment-type-mismatch"),
        ("text/plain", [[0xE5, 0x86], [0x41]], "attachment-type-mismatch"),
        ("text/csv", [[0x61, 0]], "attachment-type-mismatch"),
        ("text/plain", [[0xE5]], "attachment-type-mismatch"),
        ("text/html", [Array("<p>".utf8)], "attachment-type-not-allowed"),
        ("text/plain", [], "attachment-empty"),
    ])
    func whatIsNotWhatItSaysIsNotTaken(_ type: String, _ pieces: [[UInt8]], _ code: String) async throws {
        try await inOffice { office in
            let matter = try await office.watched()
            let judge = try await office.judge
            let met = await refusal {
                try await office.casework.attach(
                    name: "a", mediaType: type, bytes: Pieces(pieces), to: matter, by: judge, key: "k")
            }
            #expect(met?.code == code)
            #expect(try FileManager.default.contentsOfDirectory(atPath: office.directory + "/incoming").isEmpty)
        }
    }

    @Test func aCharacterMayBeCutBetweenPieces() async throws {
        let store = try FileStore(directory: Office.temporary())
        let bytes = Array("破产😀".utf8)
        for cut in 0...bytes.count {
            let (digest, _) = try await store.receive(
                Pieces([Array(bytes[..<cut]), Array(bytes[cut...])]), as: .plain)
            #expect(digest == SM3.digest(bytes))
        }
        try FileManager.default.removeItem(atPath: store.directory)
    }

    @Test func tooLargeOrBrokenOffLeavesNothingBehind() async throws {
        let store = try FileStore(directory: Office.temporary(), limit: 1_000)
        let piece = [UInt8](repeating: 0x61, count: 600)
        let met = await refusal { try await wrapped { try await store.receive(Pieces([piece, piece]), as: .plain) } }
        #expect(met?.code == "attachment-too-large")
        await #expect(throws: Pieces.BrokenOff.self) {
            try await store.receive(Pieces([piece], breaksOff: true), as: .plain)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.directory + "/incoming").isEmpty)
        try FileManager.default.removeItem(atPath: store.directory)
    }

    @Test func theSweepTakesOrphansAndReportsLosses() async throws {
        try await inOffice { office in
            let matter = try await office.watched()
            let judge = try await office.judge
            let files = office.casework.files
            for text in ["kept", "lost"] {
                _ = try await office.casework.attach(
                    name: text, mediaType: "text/plain", bytes: Pieces([Array(text.utf8)]), to: matter, by: judge,
                    key: text)
            }
            let orphan = try await files.receive(Pieces([Array("orphan".utf8)]), as: .plain).digest
            let fresh = try await files.receive(Pieces([Array("fresh".utf8)]), as: .plain).digest
            let long = Date(timeIntervalSinceNow: -90_000)
            for digest in [orphan, SM3.digest("kept".utf8)] {
                try FileManager.default.setAttributes([.modificationDate: long], ofItemAtPath: files.path(digest))
            }
            let lost = SM3.digest("lost".utf8)
            try FileManager.default.removeItem(atPath: files.path(lost))
            let sweep = try await office.casework.sweepFiles()
            #expect(sweep.removed == [orphan] && sweep.missing == [lost])
            // What is recorded about a lost file stays readable.
            #expect(try await office.casework.attachment(2, of: matter, by: judge).content.digest == lost)
            #expect(!files.contains(orphan) && files.contains(fresh) && files.contains(SM3.digest("kept".utf8)))
        }
    }

    @Test func strangersCannotFillTheDisk() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let stranger = try await office.principal(.judge, "COURT-330602")
            let met = await refusal {
                try await office.casework.attach(
                    name: "a", mediaType: "text/plain", bytes: Pieces([[0x61]]), to: matter, by: stranger, key: "k")
            }
            #expect(met?.code == "matter-not-found")
        }
    }
}

/// A failure as the shell's callers see it.
func wrapped<T>(_ body: () async throws -> T) async throws -> T {
    do { return try await body() } catch { throw CaseworkError(error) }
}
