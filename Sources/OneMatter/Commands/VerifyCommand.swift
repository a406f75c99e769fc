import ArgumentParser
import Foundation
import Ledger

/// Checks an exported matter: no server, no network, no database.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks an exported matter offline and says what is wrong where.",
        discussion: """
            Without --key the file only agrees with itself: anybody could have signed the whole of it with a key of \
            their own. The id of the true key is published by the ledger's keeper (GET /v1/ledger/keys).
            """)

    @Argument(help: "The exported file.")
    var file: String

    @Option(help: "Id of the ledger's key (64 hexadecimal digits), or a PEM file with the public key.")
    var key: String?

    @Option(help: "A receipt that was kept; may be given several times.")
    var receipt: [String] = []

    @Flag(help: "Print the report as one JSON object.")
    var json = false

    func run() throws {
        let expectations = Expectations(key: try key.map(Self.trusted), receipts: try receipt.map(Self.receipt))
        let report = ExportVerifier.verify(Array(try Self.read(file)), expectations)
        printLine(json ? try Self.text(report) : sentences(report))
        if !report.ok { throw ExitCode(1) }
    }

    private func sentences(_ report: VerificationReport) -> String {
        guard report.ok else {
            let findings = report.findings.map { "  \($0.place): \($0.message) (\($0.code))" }
            return (["\(file) does not hold:"] + findings).joined(separator: "\n")
        }
        let signer = report.key.map {
            key == nil ? "signed by key \($0): compare it with the published one" : "signed by the trusted key"
        }
        return "OK: matter \(report.matter ?? 0), \(report.events) events, \(signer ?? "")"
    }

    private static func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure("Cannot read \(path).") }
        return data
    }

    private static func trusted(_ text: String) throws -> Digest {
        if let id = Digest(hex: text) { return id }
        do {
            return try PublicKey(pem: String(decoding: try read(text), as: UTF8.self)).id
        } catch {
            throw Failure("\(text) is neither the id of a key nor a PEM file with a public SM2 key.")
        }
    }

    private static func receipt(_ path: String) throws -> Receipt {
        var bytes = Array(try read(path))
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        do {
            return try Receipt(CanonicalJSON(canonical: bytes))
        } catch {
            throw Failure("\(path) is no receipt: \(error)")
        }
    }

    private static func text(_ report: VerificationReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }
}
