/// A listing of one tab, with the counts of all tabs beside it.
struct Counted<Item: Encodable>: Encodable {
    let counts: [String: Int]
    let list: Listing<Item>

    enum CodingKeys: CodingKey {
        case counts
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(counts, forKey: .counts)
        try list.encode(to: encoder)
    }
}
