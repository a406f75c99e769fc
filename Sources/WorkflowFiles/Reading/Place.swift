/// Where a fault is: a file of the folder and a path in it, `moves[3].guards[0].milestone`.
struct Place: Hashable {
    let file: String
    let path: String

    init(file: String, path: String = "") {
        self.file = file
        self.path = path
    }

    func key(_ name: String) -> Place { Place(file: file, path: path.isEmpty ? name : "\(path).\(name)") }
    func index(_ number: Int) -> Place { Place(file: file, path: "\(path)[\(number)]") }
}
