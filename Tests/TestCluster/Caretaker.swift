import EmbeddedPostgres
import Glibc

/// Cleans up after this process, however it ends: a small shell that waits for its input to close, which the kernel
/// does even when the process is killed.
package enum Caretaker {
    /// Ends the servers that work in a folder, and removes the folder.
    package static func remove(_ folder: String) throws {
        try start(
            """
            # By their working folder, which is gone even if nobody collects their exit status.
            workers() { find /proc -maxdepth 2 -path '/proc/[0-9]*/cwd' -lname "$1/*" 2>/dev/null | cut -d / -f 3; }
            tries=0
            while processes=$(workers "$1") && [ -n "$processes" ] && [ "$tries" -lt 100 ]; do
                kill -QUIT $processes 2>/dev/null
                tries=$((tries + 1))
                sleep 0.1
            done
            rm -rf -- "$1"
            """, folder)
    }

    /// Drops the databases that this process made on somebody else's server.
    static func drop(databasesNamed prefix: String, with psql: String, on url: String) throws {
        try start(
            """
            "$1" "$2" -Atc "select format('drop database if exists %I with (force)', datname) from pg_database
                where starts_with(datname, '$3')" | while read -r drop; do "$1" "$2" -qc "$drop"; done
            "$1" "$2" -qc "drop role if exists $3"
            """, psql, url, prefix)
    }

    private static func start(_ script: String, _ arguments: String...) throws {
        var ends: [Int32] = [0, 0]
        // Close-on-exec: a server started from here must not keep the caretaker waiting.
        guard pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0, fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0
        else { throw TestClusterError(description: "no pipe: errno \(errno)") }
        defer { close(ends[0]) }
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(nowhere) }
        // A session of its own, so that Ctrl-C ends the tests but not their cleaning. The pipe's other end is never
        // closed here: the end of this process closes it.
        _ = try Child.spawn(
            ["/usr/bin/setsid", "--fork", "/bin/sh", "-c", "cd /; cat >/dev/null\n\(script)", "caretaker"] + arguments,
            reading: ends[0], writing: nowhere)
    }
}
