import HTTPAPI
import MatterCore

/// One line of `onematter deadline`.
struct DeadlineQuestion {
    /// Why a line is not answered. The codes are a closed list; those of `DeadlineFault` belong to it.
    struct Fault: Error {
        let code: Code
        let message: String

        enum Code: String, CaseIterable {
            case notJSON = "not-json"
            case notAnObject = "not-an-object"
            case duplicateField = "duplicate-field"
            case unknownField = "unknown-field"
            case missingField = "missing-field"
            case wrongType = "wrong-type"
            case badDate = "bad-date"
            case unknownUnit = "unknown-unit"
            case unknownDirection = "unknown-direction"
            case lineTooLong = "line-too-long"
        }
    }

    let anchor: LegalDate
    let period: Period

    init(_ line: ArraySlice<UInt8>) throws {
        let json: JSON
        do {
            json = try JSONParser.parse(line)
        } catch  where error.code == .duplicateKey {
            throw Fault(code: .duplicateField, message: "The field \(error.pointer) stands twice.")
        } catch {
            throw Fault(code: .notJSON, message: "The line is no JSON; it breaks off at byte \(error.offset).")
        }
        guard case .object(let members) = json else {
            throw Fault(code: .notAnObject, message: "The line is JSON, but no object.")
        }
        var values: [String: JSON] = [:]
        for member in members {
            guard Self.fields.contains(member.key) else {
                throw Fault(
                    code: .unknownField,
                    message: "The field '\(member.key)' is unknown; known: \(Self.fields.joined(separator: ", ")).")
            }
            values[member.key] = member.value
        }
        let date = try Self.text("anchor", values)
        guard let anchor = LegalDate(date) else {
            throw Fault(code: .badDate, message: "'\(date)' is no day of the form YYYY-MM-DD.")
        }
        self.anchor = anchor
        guard let value = values["amount"] else { throw Self.missing("amount") }
        guard let whole = value.whole, let amount = Int(exactly: whole) else {
            throw Fault(code: .wrongType, message: "The field 'amount' must be a whole number.")
        }
        period = Period(
            amount: amount, unit: try Self.word("unit", values, else: .unknownUnit),
            direction: try Self.word("direction", values, else: .unknownDirection))
    }

    private static let fields = ["anchor", "amount", "unit", "direction"]

    private static func missing(_ field: String) -> Fault {
        Fault(code: .missingField, message: "The field '\(field)' is missing.")
    }

    private static func text(_ field: String, _ values: [String: JSON]) throws -> String {
        guard let value = values[field] else { throw missing(field) }
        guard let text = value.text else {
            throw Fault(code: .wrongType, message: "The field '\(field)' must be a text.")
        }
        return text
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ field: String, _ values: [String: JSON], else code: Fault.Code
    ) throws -> Word {
        let text = try text(field, values)
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw Fault(code: code, message: "'\(text)' is no \(field); known: \(known).")
    }
}
