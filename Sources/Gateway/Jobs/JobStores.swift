/// Where files and batches are kept.
package struct JobStores: Sendable {
    package var files: any RecordStore<StoredFile>
    package var batches: any RecordStore<StoredBatch>
    /// What was relayed to a provider, and whose it is.
    package var relayed: any RecordStore<RelayedObject>
    /// What files hold. The results of a batch grow here under the ids of the files they will be.
    package var contents: any ContentStore

    package init(
        files: any RecordStore<StoredFile> = InMemoryRecordStore<StoredFile>(),
        batches: any RecordStore<StoredBatch> = InMemoryRecordStore<StoredBatch>(),
        relayed: any RecordStore<RelayedObject> = InMemoryRecordStore<RelayedObject>(),
        contents: any ContentStore = InMemoryContentStore()
    ) {
        self.files = files
        self.batches = batches
        self.relayed = relayed
        self.contents = contents
    }
}
