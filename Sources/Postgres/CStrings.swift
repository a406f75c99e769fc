/// Several C strings in one block of memory: the form in which libpq takes lists of keywords, values and parameters.
struct CStrings {
    private var bytes: [CChar] = []
    private var offsets: [Int?] = []

    /// A nil stays a null pointer.
    init(_ strings: [String?]) {
        offsets.reserveCapacity(strings.count)
        for string in strings {
            guard let string else {
                offsets.append(nil)
                continue
            }
            offsets.append(bytes.count)
            bytes.append(contentsOf: string.utf8.lazy.map { CChar(bitPattern: $0) })
            bytes.append(0)
        }
    }

    /// The pointers, followed by a null pointer, valid during the call.
    func withPointers<T>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
        unsafe bytes.withUnsafeBufferPointer { block in
            var pointers = unsafe offsets.map { offset in
                unsafe offset.flatMap { unsafe block.baseAddress?.advanced(by: $0) }
            }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { list in
                // Never nil: the list ends with a null pointer at least.
                guard let start = list.baseAddress else { preconditionFailure("an array with elements has a start") }
                return unsafe body(start)
            }
        }
    }
}
