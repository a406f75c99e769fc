import Testing

@testable import Identity

@Suite struct RandomBytesTests {
    @Test func neverGivesTheSameTwice() {
        let drawn = Set((0..<100).map { _ in randomBytes(16) })
        #expect(drawn.count == 100 && drawn.contains { $0.count == 16 })
    }
}
