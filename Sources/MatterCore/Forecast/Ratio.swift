/// An exact ratio of whole numbers, in lowest terms.
public struct Ratio: Hashable, Sendable {
    public let numerator: Int
    public let denominator: Int

    public static let one = Ratio(1, 1)

    /// Both are positive.
    public init(_ numerator: Int, _ denominator: Int) {
        var (divisor, rest) = (numerator, denominator)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    /// The product with a number of days, rounded up: a day that was begun is a day.
    func days(_ days: Int) -> Int { (days * numerator + denominator - 1) / denominator }

    static func * (left: Ratio, right: Ratio) -> Ratio {
        Ratio(left.numerator * right.numerator, left.denominator * right.denominator)
    }
}

extension Ratio: Comparable {
    public static func < (left: Ratio, right: Ratio) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }
}

extension Ratio: Codable {
    private enum CodingKeys: CodingKey { case numerator, denominator }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let numerator = try container.decode(Int.self, forKey: .numerator)
        let denominator = try container.decode(Int.self, forKey: .denominator)
        guard numerator > 0, denominator > 0 else {
            throw DecodingError.dataCorruptedError(
                forKey: .denominator, in: container, debugDescription: "Both parts of a ratio are positive.")
        }
        self.init(numerator, denominator)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(numerator, forKey: .numerator)
        try container.encode(denominator, forKey: .denominator)
    }
}
