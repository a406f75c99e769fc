import ArgumentParser
import Foundation

/// Where the definitions are: what the caller says, or else the environment, or else `workflows` where the caller
/// stands, or else beside the program or in a folder above it (a build of the repository).
enum WorkflowDirectory {
    static func find(_ argument: String?) throws -> String {
        if let said = argument ?? ProcessInfo.processInfo.environment["ONEMATTER_WORKFLOWS"], !said.isEmpty {
            guard isDirectory(said) else { throw ValidationError("There is no folder '\(said)'.") }
            return said
        }
        if isDirectory("workflows") { return "workflows" }
        guard let program = Bundle.main.executableURL else {
            throw ValidationError("There is no folder 'workflows' here; name it.")
        }
        var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: "workflows").path
            if isDirectory(candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        throw ValidationError("There is no folder 'workflows' here or beside the program; name it.")
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
