import Foundation
import MatterCore
import Testing
import WorkflowFiles

@testable import OneMatter

/// `onematter deadline`, line by line.
@Suite struct DeadlineCommandTests {
    private struct Answer: Decodable, Equatable {
        struct Fault: Decodable, Equatable {
            let code: String
            let message: String
        }
        struct Explanation: Decodable, Equatable {
            let zh: String
            let en: String
        }
        let due: String?
        let naive: String?
        let provisional: Bool?
        let skipped: [String]?
        let explanation: Explanation?
        let error: Fault?
    }

    private func answers(_ text: String, pieces: Int = .max) throws -> [Answer] {
        var answers = DeadlineAnswers(Theatre.calendar)
        var output: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            output += answers.take(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        output += answers.finish()
        return try String(decoding: output, as: UTF8.self).split(separator: "\n").map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
    }

    private static let question =
        #"{"anchor":"2026-09-10","amount":25,"unit":"calendar_days","direction":"forward"}"#

    @Test func answersAsTheIssueSays() throws {
        let answer = try #require(try answers(Self.question + "\n").first)
        #expect(answer.due == "2026-10-08" && answer.naive == "2026-10-05" && answer.provisional == false)
        #expect(answer.skipped == ["2026-10-05", "2026-10-06", "2026-10-07"] && answer.error == nil)
        #expect(
            answer.explanation?.zh.contains("国庆节") == true && answer.explanation?.en.contains("National Day") == true)
    }

    /// However the bytes arrive, with or without a last line break, and with Windows line ends.
    @Test(arguments: [1, 7, 80, 4_096]) func theLinesDoNotDependOnThePieces(pieces: Int) throws {
        let text = "\(Self.question)\nnope\n\n\(Self.question)\r\n\(Self.question)"
        let found = try answers(text, pieces: pieces)
        #expect(found.map(\.error?.code) == [nil, "not-json", "not-json", nil, nil])
        #expect(found.map(\.due) == ["2026-10-08", nil, nil, "2026-10-08", "2026-10-08"])
    }

    @Test(arguments: [
        ("[]", "not-an-object"), ("1", "not-an-object"), ("{", "not-json"), ("{}", "missing-field"),
        ("\u{1}", "not-json"),
        (#"{"anchor":"2026-09-10","anchor":"2026-09-10"}"#, "duplicate-field"),
        (question.replacing("}", with: #","note":""}"#), "unknown-field"),
        (question.replacing(#""anchor":"2026-09-10","#, with: ""), "missing-field"),
        (question.replacing(#""amount":25,"#, with: ""), "missing-field"),
        (question.replacing(#""unit":"calendar_days","#, with: ""), "missing-field"),
        (question.replacing(#","direction":"forward""#, with: ""), "missing-field"),
        (question.replacing("2026-09-10", with: "2026-02-29"), "bad-date"),
        (question.replacing("2026-09-10", with: "2026-9-10"), "bad-date"),
        (question.replacing("\"2026-09-10\"", with: "20260910"), "wrong-type"),
        (question.replacing("25", with: "\"25\""), "wrong-type"),
        (question.replacing("25", with: "2.5"), "wrong-type"),
        (question.replacing("25", with: "1e30"), "wrong-type"),
        (question.replacing("25", with: "null"), "wrong-type"),
        (question.replacing("25", with: "0"), "amount-out-of-range"),
        (question.replacing("25", with: "-3"), "amount-out-of-range"),
        (question.replacing("25", with: "99999"), "amount-out-of-range"),
        (question.replacing("calendar_days", with: "weeks"), "unknown-unit"),
        (question.replacing("forward", with: "sideways"), "unknown-direction"),
        (question.replacing("2026-09-10", with: "2006-12-31"), "before-calendar"),
        (question.replacing("2026-09-10", with: "9999-12-20"), "date-out-of-range"),
    ])
    func sayWhatIsWrong(line: String, code: String) throws {
        let found = try answers("\(line)\n\(Self.question)\n")
        #expect(found.map(\.error?.code) == [code, nil])
        #expect(found.first?.error?.message.isEmpty == false && found.first?.due == nil)
        #expect(DeadlineCommand.codes.contains(code))
    }

    /// A message that repeats what was sent stays one line of JSON.
    @Test func whatIsRepeatedIsEscaped() throws {
        let line = Self.question.replacing("calendar_days", with: #"\"\\\n\u0001"#)
        let found = try answers(line + "\n")
        #expect(found.map(\.error?.code) == ["unknown-unit"])
        #expect(found.first?.error?.message.contains("'\"\\\n\u{1}'") == true)
    }

    @Test func aLineWithoutAnEndIsGivenUp() throws {
        let long = String(repeating: "x", count: DeadlineAnswers.longestLine * 2)
        for pieces in [1_000, Int.max] {
            let found = try answers("\(long)\n\(Self.question)\n\(long)", pieces: pieces)
            #expect(found.map(\.error?.code) == ["line-too-long", nil, "line-too-long"])
        }
    }

    @Test func theProgramReadsAndAnswersManyLines() throws {
        let folder = "/tmp/onematter-deadline-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let lines = (1...20_000).map { Self.question.replacing("25", with: "\($0 % 300 + 1)") }
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: "\(folder)/questions", atomically: true, encoding: .utf8)
        let clock = ContinuousClock()
        let start = clock.now
        let result = try Program(["deadline"], input: "\(folder)/questions").result()
        let seconds = start.duration(to: clock.now).components.seconds
        #expect(result.status == 0 && result.errors.isEmpty)
        let answers = result.output.split(separator: "\n")
        #expect(answers.count == 20_000 && answers.allSatisfy { $0.hasPrefix(#"{"due":""#) })
        #expect(answers[23].hasPrefix(#"{"due":"2026-10-08","naive":"2026-10-05""#))
        // A bound that a loaded machine keeps; docs/deadlines.md has the measurement.
        #expect(seconds < 30)
    }

    @Test func aWrongFolderIsSaid() throws {
        let absent = try Program(["deadline", "/tmp/onematter-absent"]).result()
        #expect(absent.status == 2 && absent.errors.contains("There is no folder"))
        let empty = "/tmp/onematter-empty-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: empty) }
        let none = try Program(["deadline", empty]).result()
        #expect(none.status == 1 && none.errors.contains("There is no holiday notice"))
        let unknown = try Program(["deadline", "--fast"]).result()
        #expect(unknown.status == 2)
    }

    @Test func theHelpNamesEveryCode() throws {
        let help = try Program(["deadline", "--help"]).result().output.split(whereSeparator: \.isWhitespace).joined()
        for code in DeadlineCommand.codes { #expect(help.contains(code), "\(code)") }
        #expect(help.contains("Exitswith0ifeverylinewasanswered"))
    }
}
