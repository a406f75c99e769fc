@testable import Identity

/// Two tokens that OpenSSL signed with one RSA key, whose secret part was thrown away: good at `Forge.now`.
enum Samples {
    static let rsaJWK: [String: ClaimValue] = [
        "kty": .text("RSA"), "kid": .text("rsa"), "e": .text("AQAB"), "n": .text(modulus),
    ]

    static let rs256 = """
        eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYSJ9.eyJpc3MiOiJjbGllbnQ6dGF4LXNhbXBsZSIsInN1YiI6ImNsaWVud\
        Dp0YXgtc2FtcGxlIiwiYXVkIjoib25lbWF0dGVyLW1hY2hpbmUiLCJpYXQiOjE3NzI0MTY3OTAsImV4cCI6MTc3MjQ\
        xNzEwMCwianRpIjoiMDEyMzQ1Njc4OWFiY2RlZiJ9.ESf80eGtsa4qMIdZvKVW0NV5Gj2p9okvfwaTprjHXXFIBVm6\
        Dy-LznzaZ2wIIgPAnMq6ekF-IWALv4Jq9n2GegN7Wep-W_WrpUPSJvIIrQnAJgs_VtJDd6578TWPbwTMca9PCNX4oL\
        RROlwQILkH7hTL3mdeovG-jTVEqmUPyEgn3RZw3yF3qQbmShD2kX-PK0pGqTVE-8UMsprZ79LM1acaqTRQvTenXpBD\
        W0nprMNq9mdpXYDz4UIgRpsEhKJksPPPD-c4NtSkE56t-q0MJyuQN1CGIIBrAFSGiOmlIgp49lLlYk_QL_mi-j7A1v\
        xCitkfz82rUsfUZNaJ4z_kZw
        """

    static let ps256 = """
        eyJhbGciOiJQUzI1NiIsImtpZCI6InJzYSJ9.eyJpc3MiOiJjbGllbnQ6dGF4LXNhbXBsZSIsInN1YiI6ImNsaWVud\
        Dp0YXgtc2FtcGxlIiwiYXVkIjoib25lbWF0dGVyLW1hY2hpbmUiLCJpYXQiOjE3NzI0MTY3OTAsImV4cCI6MTc3MjQ\
        xNzEwMCwianRpIjoiMDEyMzQ1Njc4OWFiY2RlZiJ9.fYyXiXjz-urRPtup22jurmPXzZS2vZbuMp5eSf4taHlStJlc\
        ZMuTFoIo0yKstHzIpN3tXGrjdRbpDE7rkNGTzzU6Uv0C7dsWPc_plDmHkKlnZnWwy81iDMZOtPuZNUw_OzCEa-WiGR\
        dLvdKgE7mYKwaZ0pv2uddSGrBq2kd9UZIKvh8VUyKWn0d6n96vTHBsEiocgGIfnhQhQgkyWuUXkP3NFQFY4QRSgptp\
        09KPT7JDvMekA9VrTScmzzU6BQ58Vl2k5LewTxV8ll3AUTly6aXZPR8mcNEO3VulT1Cj8dWMk_WLC2YP9R9-R4W8_O\
        rSehv5uy2P49ogBLM4UXkxpA
        """

    private static let modulus = """
        0nxXK6b91QZ9MxDfShGYd09eZ5Dyf5ymDIrSihqMvHxMDswwfXzNa5naJoeWEXoQUZYpHvBmdI-gDck88Mlt9dor17\
        hPERiJDFByzEDTP6mUhCS7aOHs3fgjea11-PuN4AX17qsySZjYntHdN2TgSe-Ku9Sttigzu_O8Qy8q9wgsDBFxv42s\
        xPVUZ3iwRIw831uqDFuVvmQbmN8qm7GMZg90vohH7YMcCXncy9tpGZJvmP9unD9cTqnahiBe4dXDYtC1s-5mBb6NIw\
        Xq_ZBnQ4f8MJ2HeYl48loUr-QjPccxiJg4Z3qUOiKxWJY9Ya2hivzc-dqdQ9HVWFSJgzlqgw
        """
}
