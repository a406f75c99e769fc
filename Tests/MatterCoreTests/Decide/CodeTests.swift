import MatterCore
import Testing

@Suite struct CodeTests {
    /// Published codes of large, well-known bodies; the check character is part of the public code.
    @Test(arguments: ["91100000100003962T", "91310000132149237G", "914403001922038216"])
    func acceptsRealCodes(code: String) {
        #expect(CreditCode.isValid(code))
    }

    @Test(arguments: [
        "91100000100003962A", "91100000100003926T", "9110000010000396IT", "91100000100003962", "", "91100000100003962t",
    ])
    func refusesWrongCodes(code: String) {
        #expect(!CreditCode.isValid(code))
    }

    @Test func everySingleWrongCharacterIsFound() {
        let code = Array("91100000100003962T")
        for index in code.indices {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY" where other != code[index] {
                var changed = code
                changed[index] = other
                #expect(!CreditCode.isValid(String(changed)))
            }
        }
    }

    @Test(arguments: [
        ("（2023）浙0603破12号", "（2023）浙0603破12号"), ("(2023)浙0603破12号", "（2023）浙0603破12号"),
        ("（2026）浙0602破申1号", "（2026）浙0602破申1号"), ("（2024）浙破终3号", "（2024）浙破终3号"),
        (" （2022）京01破 100号 ", "（2022）京01破100号"),
    ])
    func readsCaseNumbers(text: String, expected: String) {
        #expect(CaseNumber.normalised(text) == expected)
    }

    @Test(arguments: [
        "", "2023浙0603破12号", "（23）浙0603破12号", "（2023）浙0603民初12号", "（2023）浙0603破号", "（2023）浙0603破012号",
        "（2023）Z0603破12号", "（2023）浙06035破12号", "（2023）浙0603破12", "（2023）浙0603破12号号",
    ])
    func refusesOtherTexts(text: String) {
        #expect(CaseNumber.normalised(text) == nil)
    }
}

/// Limits of text.
@Suite struct TextTests {
    @Test func accentsCountTowardsTheLength() throws {
        let world = try World.inTakeover(Shipped.workflow())
        func refusal(_ reason: String) -> String? {
            do throws(Refusal) {
                _ = try world.decide(.setTrack(SetTrack(track: .fast, reason: reason)), by: World.principal(.judge))
                return nil
            } catch { return error.code }
        }
        #expect(refusal("快" + String(repeating: "\u{301}", count: 100_000)) == "text-too-long")
        #expect(refusal(String(repeating: "𠮷", count: 2_000)) == nil)
    }
}
