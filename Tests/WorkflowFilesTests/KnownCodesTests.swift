import Foundation
import MatterCore
import Testing

@Suite struct KnownCodesTests {
    /// The program, the schema and the shipped definition speak of the same stages.
    @Test func theSchemaKnowsTheSameStages() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schema.sql")
        let schema = try String(contentsOf: path.standardizedFileURL, encoding: .utf8)
        let start = try #require(schema.range(of: "constraint matter_stage_known check (")?.upperBound)
        let end = try #require(schema.range(of: "),", range: start..<schema.endIndex)?.lowerBound)
        let codes = schema[start..<end].split(separator: "'").filter { $0.allSatisfy { $0.isUppercase || $0 == "_" } }
        #expect(codes.map { StageID(String($0)) } == StageID.six + StageID.ends)
        let ends = StageID.ends.map { "'\($0)'" }.joined(separator: ", ")
        #expect(schema.contains("matter_closed_with_time check ((stage in (\(ends)))"))
    }
}
