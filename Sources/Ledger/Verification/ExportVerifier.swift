/// Checks an export with nothing but the file, and what its reader knows already.
///
/// It says everything that is wrong, not just the first thing, so that one altered event can be told from another file.
public struct ExportVerifier {
    private let expectations: Expectations
    private let lines: ExportLines
    private var findings: [VerificationReport.Finding]
    private var signed: SignedCheckpoint?

    /// - Returns: What was found; `ok` if nothing is wrong.
    public static func verify(_ bytes: [UInt8], _ expectations: Expectations = Expectations()) -> VerificationReport {
        var verifier = ExportVerifier(bytes, expectations)
        return verifier.report()
    }

    private init(_ bytes: [UInt8], _ expectations: Expectations) {
        self.expectations = expectations
        lines = ExportLines(bytes)
        findings = lines.findings
    }

    private mutating func report() -> VerificationReport {
        checkCheckpoint()
        checkHeader()
        checkEnd()
        var chain = ChainVerification(
            matter: lines.header?.json["matter"]?.integer, algorithm: signed?.checkpoint.algorithm ?? .sm3,
            checkpoint: signed?.checkpoint)
        for line in lines.events { chain.read(line) }
        findings += chain.findings
        checkDefinitions(chain)
        checkRows(chain)
        checkCopies(
            of: lines.events.map { .text(ExportIndex.line(of: $0.json["event"] ?? .null)) }, in: lines.index,
            member: "index")
        checkCopies(
            of: lines.events.compactMap { $0.json["event"].flatMap { ExportFile.attachment(in: $0) } },
            in: lines.attachments, member: "attachment")
        for receipt in expectations.receipts {
            findings += ReceiptVerification(receipt, chain: chain, signed: signed).findings
        }
        return VerificationReport(
            ok: findings.isEmpty, matter: lines.header?.json["matter"]?.integer.map { Int64($0) },
            events: lines.events.count, key: signed?.key.id.hex, findings: findings)
    }

    private mutating func find(_ code: String, _ place: String, _ message: String) {
        findings.append(.init(code, place, message))
    }

    private mutating func checkCheckpoint() {
        guard let line = lines.checkpoint else { return }
        do throws(CanonicalJSONError) {
            let signed = try SignedCheckpoint(line.json)
            self.signed = signed
            if !signed.isSigned {
                find("checkpoint-signature", "line \(line.number)", "The checkpoint is not signed by its key.")
            }
            if let key = expectations.key, key != signed.key.id {
                find("unknown-key", "line \(line.number)", "Another key signed than the one that you trust.")
            }
        } catch {
            find("checkpoint", "line \(line.number)", "\(error)")
        }
    }

    private mutating func checkHeader() {
        guard let header = lines.header?.json else { return }
        if header["format"]?.text != ExportFile.format { find("format", "line 1", "The format is another one.") }
        if header["matter"]?.integer == nil { find("header", "line 1", "The header names no matter.") }
        if header["at"]?.text.map({ Timestamp.isValid($0) }) != true { find("header", "line 1", "The time is none.") }
        if header["events"]?.integer != lines.events.count {
            find("event-count", "line 1", "The file has \(lines.events.count) events and says otherwise.")
        }
        guard let checkpoint = signed?.checkpoint else { return }
        if header["ledger"]?.text != checkpoint.ledger || header["algorithm"]?.text != checkpoint.algorithm.rawValue {
            find("header", "line 1", "The header names another ledger or hash than the checkpoint.")
        }
    }

    private mutating func checkEnd() {
        guard let line = lines.end, let signed else { return }
        let expected = ExportFile.end(
            lines: lines.count - 1, digest: signed.checkpoint.algorithm.hash(lines.beforeEnd), key: signed.key)
        if line.json["end"]?.bytes != expected.bytes {
            find("end", "line \(line.number)", "The file is not the one that was closed: it was altered or cut.")
        }
        let signature = line.json["signature"]?.text.flatMap { Hex.bytes($0) } ?? []
        if !signed.key.verify(signature, of: line.json["end"]?.bytes ?? []) {
            find("end-signature", "line \(line.number)", "The end is not signed by the key of the checkpoint.")
        }
    }

    private mutating func checkDefinitions(_ chain: ChainVerification) {
        var found: Set<String> = []
        for line in lines.definitions {
            let content = line.json["definition"] ?? .null
            let digest = ExportFile.digest(ofDefinition: content).hex
            if line.json["digest"]?.text != digest {
                find("definition-digest", "line \(line.number)", "The definition has another digest.")
            }
            let name = "\(content["id"]?.text ?? "?") \(content["version"]?.integer ?? 0) \(digest)"
            if !found.insert(name).inserted || !chain.definitions.contains(name) {
                find("definition-unused", "line \(line.number)", "No event was decided under this definition.")
            }
        }
        for name in chain.definitions.subtracting(found).sorted() {
            find("definition-missing", "definition", "Events name a definition that is not in the file: \(name).")
        }
    }

    private mutating func checkRows(_ chain: ChainVerification) {
        var subjects: Set<String> = []
        for line in lines.rows {
            let subject = line.json["subject"]?.text ?? "?"
            let digest = chain.algorithm.hash(line.json["row"]?.bytes ?? [])
            if !subjects.insert(subject).inserted || chain.rows[subject] != digest {
                find("row", subject, "The row is not the one that the last event about it left.")
            }
        }
        for subject in Set(chain.rows.keys).subtracting(subjects).sorted() {
            find("row-missing", subject, "Events speak of a row that is not in the file.")
        }
    }

    /// Lines that only say again what the events say.
    private mutating func checkCopies(of expected: [CanonicalJSON], in found: [ExportLines.Line], member: String) {
        for (value, line) in zip(expected, found) where line.json[member]?.bytes != value.bytes {
            find(member, "line \(line.number)", "The line does not say what the events say.")
        }
        if expected.count != found.count {
            find(member, member, "There are \(found.count) such lines, and the events make it \(expected.count).")
        }
    }
}
