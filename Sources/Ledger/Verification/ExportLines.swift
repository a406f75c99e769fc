/// The lines of an export by what they are, in the one order that is allowed.
struct ExportLines {
    struct Line {
        /// From 1.
        let number: Int
        let json: CanonicalJSON
    }

    private(set) var header: Line?
    private(set) var index: [Line] = []
    private(set) var definitions: [Line] = []
    private(set) var rows: [Line] = []
    private(set) var attachments: [Line] = []
    private(set) var events: [Line] = []
    private(set) var checkpoint: Line?
    private(set) var end: Line?
    /// Everything before the last line: what the end commits to.
    private(set) var beforeEnd: ArraySlice<UInt8> = []
    private(set) var count = 0
    private(set) var findings: [VerificationReport.Finding] = []

    /// Which members tell what a line is, in the order of the file.
    private static let kinds: [Set<String>] = [
        ["format", "ledger", "algorithm", "matter", "events", "at"], ["index"], ["definition", "digest"],
        ["row", "subject"], ["attachment"], ["event", "hash", "position", "proof"],
        ["checkpoint", "publicKey", "signature"], ["end", "signature"],
    ]

    init(_ bytes: [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.popLast()?.isEmpty != true {
            findings.append(.init("truncated", "line \(lines.count + 1)", "The last line has no end."))
        }
        count = lines.count
        beforeEnd = bytes[..<(lines.last?.startIndex ?? bytes.endIndex)]
        var stage = 0
        for (offset, line) in lines.enumerated() {
            let number = offset + 1
            do throws(CanonicalJSONError) {
                let json = try CanonicalJSON(canonical: line)
                guard let kind = Self.kinds.firstIndex(of: json.keys) else {
                    findings.append(.init("unknown-line", "line \(number)", "Nobody knows what this line is."))
                    continue
                }
                if kind < stage {
                    findings.append(.init("misplaced-line", "line \(number)", "This line stands too late in the file."))
                }
                stage = max(stage, kind)
                add(Line(number: number, json: json), kind)
            } catch {
                findings.append(.init("not-canonical", "line \(number)", "\(error)"))
            }
        }
        for (line, name) in [(header, "header"), (checkpoint, "checkpoint"), (end, "end")] where line == nil {
            findings.append(.init("missing-line", name, "The file has no \(name)."))
        }
        if let end, end.number != count {
            findings.append(.init("misplaced-line", "line \(end.number)", "The end is not the last line."))
        }
    }

    private mutating func add(_ line: Line, _ kind: Int) {
        switch kind {
        case 0: if header == nil { header = line } else { repeated(line) }
        case 1: index.append(line)
        case 2: definitions.append(line)
        case 3: rows.append(line)
        case 4: attachments.append(line)
        case 5: events.append(line)
        case 6: if checkpoint == nil { checkpoint = line } else { repeated(line) }
        default: if end == nil { end = line } else { repeated(line) }
        }
    }

    private mutating func repeated(_ line: Line) {
        findings.append(.init("repeated-line", "line \(line.number)", "There may be only one line of this kind."))
    }
}

extension CanonicalJSON {
    /// Names of the members; empty for anything but an object.
    var keys: Set<String> {
        guard case .members(let members) = self else { return [] }
        return Set(members.map(\.key))
    }
}
