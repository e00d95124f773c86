import GRDB

/// What the embedded database holds. A step that was released is never changed: a later one is added.
enum SQLiteSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.eraseDatabaseOnSchemaChange = false
        return migrator
    }
}
