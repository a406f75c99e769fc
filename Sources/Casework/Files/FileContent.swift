internal import Glibc

/// A stored file, read piece by piece as the reader asks. Can be read once.
public final class FileContent: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = any Error

    private static let pieceSize = 64 << 10
    private let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    public struct Iterator: AsyncIteratorProtocol {
        let content: FileContent

        public mutating func next() async throws -> [UInt8]? {
            try content.nextPiece()
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(content: self) }

    private func nextPiece() throws -> [UInt8]? {
        let piece = try [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            var result = read(descriptor, buffer.baseAddress, buffer.count)
            while result < 0 && errno == EINTR { result = read(descriptor, buffer.baseAddress, buffer.count) }
            guard result >= 0 else { throw FileError("read", "a stored file") }
            count = result
        }
        return piece.isEmpty ? nil : piece
    }
}
