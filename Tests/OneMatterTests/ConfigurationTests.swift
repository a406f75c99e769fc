import ArgumentParser
import Testing

@testable import OneMatter

@Suite struct ConfigurationTests {
    private func options(_ arguments: [String]) throws -> DataOptions { try DataOptions.parse(arguments) }

    @Test func hasDefaults() throws {
        let configuration = try options([]).configuration([:])
        #expect(configuration.host == "127.0.0.1" && configuration.port == 8080 && configuration.data == "var")
        #expect(configuration.databaseURL == nil && configuration.loadsSample)
    }

    @Test func theEnvironmentWinsOverDefaultsAndOptionsOverIt() throws {
        let environment = [
            "ONEMATTER_HOST": "0.0.0.0", "ONEMATTER_PORT": "9000", "ONEMATTER_DATA": "/d",
            "DATABASE_URL": "postgres://h/d",
        ]
        let configuration = try options([]).configuration(environment)
        #expect(configuration.host == "0.0.0.0" && configuration.port == 9000 && configuration.data == "/d")
        #expect(configuration.databaseURL == "postgres://h/d")
        #expect(try options(["--data", "/e"]).configuration(environment).data == "/e")
        #expect(try options([]).configuration(["DATABASE_URL": ""]).databaseURL == nil)
    }

    @Test(arguments: ["", "-1", "65536", "http"]) func refusesWhatIsNoPort(_ port: String) throws {
        #expect(throws: (any Error).self) { try options([]).configuration(["ONEMATTER_PORT": port]) }
    }

    @Test func readsSpansOfTime() {
        #expect(Lifetime(argument: "30m")?.seconds == 1_800)
        #expect(Lifetime(argument: "12h")?.seconds == 43_200)
        #expect(Lifetime(argument: "7d")?.seconds == 604_800)
        for text in ["", "h", "12", "-1h", "0d", "1w", "99999999999999999999d", "4000d"] {
            #expect(Lifetime(argument: text) == nil, "\(text)")
        }
    }
}
