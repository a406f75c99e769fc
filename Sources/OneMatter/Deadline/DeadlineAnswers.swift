import MatterCore

/// Answers lines of JSON with lines of JSON, one for one and each for itself.
struct DeadlineAnswers {
    /// No question is longer; a line without an end must not fill the memory.
    static let longestLine = 65_536

    private let calendar: WorkCalendar
    private var rest: [UInt8] = []
    /// The rest of a line that was too long is on its way.
    private var isDiscarding = false

    init(_ calendar: WorkCalendar) { self.calendar = calendar }

    /// The answers to the lines that end in these bytes.
    mutating func take(_ bytes: [UInt8]) -> [UInt8] {
        var answers: [UInt8] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            add(bytes[start..<end], to: &answers)
            start = end + 1
        }
        if !isDiscarding { rest += bytes[start...] }
        if rest.count > Self.longestLine {
            rest = []
            isDiscarding = true
        }
        return answers
    }

    /// The answer to a last line that has no line break.
    mutating func finish() -> [UInt8] {
        var answers: [UInt8] = []
        if !rest.isEmpty || isDiscarding { add([], to: &answers) }
        return answers
    }

    private mutating func add(_ end: ArraySlice<UInt8>, to answers: inout [UInt8]) {
        let line = rest.isEmpty ? end : (rest + end)[...]
        let isTooLong = isDiscarding || line.count > Self.longestLine
        rest = []
        isDiscarding = false
        if isTooLong {
            answers += Self.failure(.lineTooLong, "A line has at most \(Self.longestLine) bytes.")
        } else {
            answers += answer(to: line)
        }
    }

    private func answer(to line: ArraySlice<UInt8>) -> [UInt8] {
        do {
            let question = try DeadlineQuestion(line)
            return Self.success(try calendar.due(question.period, from: .init(on: question.anchor)))
        } catch let fault as DeadlineFault {
            return Self.failure(fault.code, fault.message.en)
        } catch let fault as DeadlineQuestion.Fault {
            return Self.failure(fault.code, fault.message)
        } catch {
            return Self.failure("failed", "\(error)")
        }
    }

    private static func success(_ due: DueDate) -> [UInt8] {
        let skipped = due.derivation?.skippedDays.map { "\"\($0)\"" }.joined(separator: ",") ?? ""
        let text = due.explanation
        var line = Array("{\"due\":\"\(due.date)\",\"naive\":\"\(due.derivation?.naive ?? due.date)\",".utf8)
        line += "\"provisional\":\(due.isProvisional),\"skipped\":[\(skipped)],\"explanation\":{\"zh\":".utf8
        line += quoted(text?.zh ?? "")
        line += ",\"en\":".utf8
        line += quoted(text?.en ?? "")
        line += "}}\n".utf8
        return line
    }

    private static func failure(_ code: DeadlineQuestion.Fault.Code, _ message: String) -> [UInt8] {
        failure(code.rawValue, message)
    }

    private static func failure(_ code: String, _ message: String) -> [UInt8] {
        var line = Array("{\"error\":{\"code\":".utf8)
        line += quoted(code)
        line += ",\"message\":".utf8
        line += quoted(message)
        line += "}}\n".utf8
        return line
    }

    /// A JSON string.
    private static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        let isPlain = !text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        if isPlain {
            bytes += text.utf8
        } else {
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
                case 0..<0x20:
                    let digits = String(byte, radix: 16)
                    bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
                default: bytes.append(byte)
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return bytes
    }
}
