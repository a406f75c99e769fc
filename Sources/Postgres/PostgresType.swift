/// The types whose binary form this module reads, by the server's fixed numbers.
enum PostgresType: UInt32 {
    case bool = 16
    case bytea = 17
    case char = 18
    case name = 19
    case int8 = 20
    case int2 = 21
    case int4 = 23
    case text = 25
    case json = 114
    case xml = 142
    case float8 = 701
    case unknown = 705
    case bpchar = 1042
    case varchar = 1043
    case timestamptz = 1184
    case uuid = 2950
    case jsonb = 3802

    /// Numbers from here on belong to types made by users. An enum's binary form is its label; domains never show up.
    static let firstUserDefined: UInt32 = 16384
}
