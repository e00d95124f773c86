import Gateway

extension FolderRecordStore where Record == ExperimentRecord {
    /// What is known of experiments and shadows, under the data folder: `experiments`.
    package static func experiments(inFolder path: String) throws(FileFailure) -> FolderRecordStore {
        try FolderRecordStore(try Folder(making: "\(path)/experiments"), thread: FileThread())
    }
}
