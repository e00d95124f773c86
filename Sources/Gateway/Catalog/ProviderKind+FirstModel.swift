extension ProviderKind {
    /// A cheap model of this kind that is likely to be there, for a first try; nil where the installation decides.
    package var firstModel: String? { CatalogText.firstModels[name] }
}
