import FoundationEssentials
import Glibc

/// Standard error, and an end.
func fail(_ text: String, code: Int32) -> Never {
    report(text)
    exit(code)
}

/// Progress and complaints go to standard error, so that standard output holds results only.
func report(_ text: String) {
    write(text + "\n", to: STDERR_FILENO)
}

/// Written at once: a script that reads a pipe must not wait for a buffer to fill.
func printLine(_ text: String) {
    write(text + "\n", to: STDOUT_FILENO)
}

private func write(_ text: String, to file: Int32) { write(Array(text.utf8), to: file) }

/// All of it, however little the reader takes at a time.
func write(_ bytes: [UInt8], to file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}
