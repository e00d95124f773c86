package import Gateway

/// Where what is known of experiments and shadows is kept.
package enum ExperimentFolder {
    /// Under the data folder: `experiments`, a file for each.
    package static func store(inFolder path: String) throws(FileFailure) -> any RecordStore<ExperimentRecord> {
        try FolderRecordStore<ExperimentRecord>(try Folder(making: "\(path)/experiments"), thread: FileThread())
    }
}
