/// Passwords that guessers try first. Lists of leaked passwords of twelve and more characters hold little but one or two
/// favourite words with digits and signs around them, so that is what is recognised, in any spelling of the kind
/// `P@ssw0rd2026!`: some hundred words stand for hundreds of thousands of passwords.
enum CommonPasswords {
    /// At most two favourite words; the rest is no letter. The fewest words for each beginning of the text are found
    /// from left to right.
    ///
    /// - Parameter text: In lower case.
    static func contains(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        let impossible = 3
        var fewest = [0] + [Int](repeating: impossible, count: text.count)
        for start in text.indices where fewest[start] < impossible {
            if !text[start].properties.isAlphabetic {
                fewest[start + 1] = min(fewest[start + 1], fewest[start])
            }
            for word in favourites where text[start...].starts(with: word, by: { $0 == $1 || plain($0) == $1 }) {
                fewest[start + word.count] = min(fewest[start + word.count], fewest[start] + 1)
            }
        }
        return fewest[text.count] < impossible
    }

    /// Undoes the usual substitutions of letters.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "@", "4": "a"
        case "0": "o"
        case "1", "!", "|": "i"
        case "3": "e"
        case "5", "$": "s"
        case "7": "t"
        default: scalar
        }
    }

    private static let favourites: [[Unicode.Scalar]] = """
        password passwort passwd passw pass word parola motdepasse contrasena senha mima denglu yonghu guanliyuan \
        admin administrator root user guest test tester testing demo sample default changeme change me secret private \
        login signin welcome hello letmein let in open sesame access master super superman batman spiderman ironman \
        qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc edcrfv \
        qweasd qweasdzxc qwer qwe asd zxc zaq xsw wsx qaz iqaz qazxsw \
        abc abcd abcde abcdef abcdefg abcabc aabbcc love iloveyou loveyou ilove you mylove lovely lover forever \
        baby babygirl babyboy angel princess prince queen king monkey dragon tiger panda lion bear eagle falcon wolf \
        sunshine sunflower flower rainbow butterfly summer winter spring autumn january february march april june \
        july august september october november december monday tuesday wednesday thursday friday saturday sunday \
        football baseball basketball soccer hockey tennis golf liverpool chelsea arsenal barcelona manchester \
        real madrid juventus michael jordan jessica jennifer michelle nicole daniel charlie thomas robert george \
        andrew joshua matthew anthony william alexander ashley amanda samantha elizabeth victoria diamond \
        computer internet server network windows microsoft google apple samsung android linux ubuntu oracle mysql \
        postgres database system manager service support office company business money dollar gold silver \
        china beijing shanghai hangzhou shaoxing zhejiang guangzhou shenzhen zhongguo woaini woaiwo wo aini ai ni \
        aiwo wangba nihao zhang wang chen liu yang huang zhao laopo laogong baobao xiaobao xiao long \
        fayuan court judge faguan pochan bankruptcy insolvency shuiwu taxoffice tax \
        starwars pokemon naruto matrix phoenix shadow hunter killer ninja warrior soldier mustang ferrari porsche \
        mercedes corvette harley yamaha chocolate cookie cheese pepper ginger banana orange cherry strawberry coffee \
        whatever trustno trust noi freedom america london paris berlin germany france canada mexico brasil india \
        fuckyou fuck you shit asshole jesus christ god bless heaven family friends friend mother father mama papa \
        happy lucky smile sweet sweetheart honey star moon sun sky blue red green black white purple yellow \
        one two three four five six seven eight nine ten zero und the and my is im new old no yes
        """.split(separator: " ").map { Array($0.unicodeScalars) }
}
