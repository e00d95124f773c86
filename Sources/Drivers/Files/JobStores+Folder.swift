package import Gateway

extension JobStores {
    /// Files and batches under the data folder: `files`, `contents`, `batches`, `relayed`.
    package init(inFolder path: String) throws(FileFailure) {
        let thread = FileThread()
        func records<Record: KeptRecord>(
            _ name: String, _: Record.Type
        ) throws(FileFailure) -> FolderRecordStore<Record> {
            try FolderRecordStore<Record>(try Folder(making: "\(path)/\(name)"), thread: thread)
        }
        let files = try records("files", StoredFile.self)
        let batches = try records("batches", StoredBatch.self)
        let contents = FolderContentStore(try Folder(making: "\(path)/contents"), thread: thread)
        // A record that cannot be read today may be mended tomorrow: it names contents too.
        let areAllKnown = !files.hasUnreadable && !batches.hasUnreadable
        let growing = batches.list().filter { !$0.status.isFinal }.flatMap {
            [$0.inputFile, $0.outputFile, $0.errorFile]
        }
        if areAllKnown { try contents.keep(only: Set(files.list().map(\.id) + growing)) }
        self.init(
            files: files, batches: batches, relayed: try records("relayed", RelayedObject.self), contents: contents)
    }
}
