// A small libpq wrapper: synchronous units of work on one thread per connection.
//
//     let database = Database(DatabaseConfiguration(connectionString: "host=/run/postgresql dbname=onematter"))
//     let title = try await database.write { (db: borrowing Session) in
//         let rows = try db.query("select title from matter where id = \(id) for update")     // trip 1: begin + select
//         db.onCommit("update matter set version = version + 1 where id = \(id)")             // waits
//         return try rows.first?.next(String.self)
//     }                                                                                       // trip 2: update + commit
//
// Reading order:
//
//  1. `Query`, `PostgresEncodable`      how SQL text and values are kept apart
//  2. `Session`, `Rows`, `Row`, `PostgresDecodable`   what a unit of work sees
//  3. `UnitOfWork`                      when begin, commit and rollback travel
//  4. `Wire`, `Wire+Pipeline`           the only files that talk to libpq; `StatementCache`, `Canceller`
//  5. `Connection`, `ConnectionThread`  an actor whose executor is a thread, so that libpq may block
//  6. `PoolStateMachine`, `Database`    who gets which connection when; the public face
//  7. `Listener`                        notifications, on a connection of its own
//
// Why a thread per connection: measured against dispatch sources and epoll, blocking calls on a dedicated thread were
// both the fastest and the shortest way to drive libpq from Swift.
