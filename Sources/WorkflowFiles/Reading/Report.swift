import MatterCore

/// Collects findings while a folder is read. Reading goes on after a fault, so that a person sees all of them at once.
final class Report {
    private(set) var findings: [Finding] = []

    func add(_ code: String, _ message: String, at place: Place, line: Int? = nil) {
        let suffix = line.map { " (line \($0))" } ?? ""
        findings.append(Finding(code: code, message: message + suffix, file: place.file, path: place.path))
    }
}
