import NIOCore

/// The configuration in force: immutable, swapped whole. A call keeps the one it began with.
///
/// A class, so that a call holds it by one reference instead of copying a dozen.
package final class Snapshot: Sendable {
    package let auth: Auth
    /// In the order of the configuration.
    package let providers: [Provider]
    package let models: [ConfiguredModel]
    package let limits: Limits
    package let timeouts: Timeouts
    package let media: MediaFetching
    package let answers: AnswerKeeping
    package let files: FileKeeping
    package let batches: BatchRunning
    package let prices: PriceBook
    package let budgets: BudgetTable
    package let spending: Spending
    package let catalog: ModelCatalog
    package let resilience: Resilience
    package let experiments: ExperimentTable
    package let shadowing: Shadowing
    package let routing: RoutingRules
    package let vocabularies: VocabularyTable

    package init(
        auth: Auth, providers: [Provider], models: [ConfiguredModel] = [], limits: Limits = Limits(),
        timeouts: Timeouts = Timeouts(), media: MediaFetching = MediaFetching(),
        answers: AnswerKeeping = AnswerKeeping(), files: FileKeeping = FileKeeping(),
        batches: BatchRunning = BatchRunning(), prices: PriceBook = .empty, budgets: BudgetTable = .empty,
        spending: Spending = Spending(), catalog: ModelCatalog = .empty, resilience: Resilience = Resilience(),
        experiments: ExperimentTable = .none, shadowing: Shadowing = Shadowing(), routing: RoutingRules = .none,
        vocabularies: VocabularyTable = .empty
    ) {
        self.experiments = experiments
        self.shadowing = shadowing
        hasShadows = models.contains { $0.shadow != nil }
        self.auth = auth
        self.providers = providers
        self.models = models
        self.limits = limits
        self.timeouts = timeouts
        self.media = media
        self.answers = answers
        self.files = files
        self.batches = batches
        self.prices = prices
        self.budgets = budgets
        self.spending = spending
        self.catalog = catalog
        self.resilience = resilience
        self.routing = routing
        self.vocabularies = vocabularies
        hasHedges = models.contains { $0.hedge != nil }
        hasContinuations = models.contains(where: \.continues)
        self.keyRing = KeyRing(auth.keys)
        self.limitsCalls = limits.limitsCalls
        self.providersByID = NameTable(providers.map { ($0.id, $0) })
        self.modelsByName = NameTable(models.map { ($0.name, $0) })
        listed = ListedModels(providers, catalog)
    }

    /// The same with other providers or other keys.
    package func replacing(auth: Auth? = nil, providers: [Provider]? = nil) -> Snapshot {
        Snapshot(
            auth: auth ?? self.auth, providers: providers ?? self.providers, models: models, limits: limits,
            timeouts: timeouts, media: media, answers: answers, files: files, batches: batches, prices: prices,
            budgets: budgets, spending: spending, catalog: catalog, resilience: resilience,
            experiments: experiments, shadowing: shadowing, routing: routing, vocabularies: vocabularies)
    }

    /// Whether calls of any model may have several attempts under way.
    let hasHedges: Bool
    /// Whether streams of any model may go on at another target.
    let hasContinuations: Bool
    /// Whether any model has one.
    let hasShadows: Bool

    private let listed: ListedModels

    /// Whose model a name without a provider is.
    func provider(listing model: String) -> Provider? { listed.provider(of: model) }

    package let keyRing: KeyRing
    /// Whether anything limits calls beside what their keys have of their own.
    let limitsCalls: Bool

    package let providersByID: NameTable<Provider>
    package let modelsByName: NameTable<ConfiguredModel>

    /// How callers are told apart.
    package struct Auth: Sendable {
        /// Whose credentials a call uses.
        package enum Mode: String, Sendable, CaseIterable { case gateway, client, hybrid, none }
        package var mode: Mode
        package var keys: [GatewayKey]
        /// Opens `/admin`, and nothing else.
        package var adminKey: Secret?
        /// Signed tokens of the configured issuers; nil: there is none.
        package var tokens: BearerTokens?

        package init(mode: Mode, keys: [GatewayKey], adminKey: Secret? = nil, tokens: BearerTokens? = nil) {
            self.mode = mode
            self.keys = keys
            self.adminKey = adminKey
            self.tokens = tokens
        }
    }

    /// A fixed key of the configuration, or the one made at the first start.
    package struct GatewayKey: Sendable {
        /// Of the one made at the first start.
        package static let firstName = "first-key"

        package var name: String
        package var secret: Secret
        package var policy: KeyPolicy

        package init(name: String, secret: Secret, policy: KeyPolicy = .open) {
            self.name = name
            self.secret = secret
            self.policy = policy
        }
    }
}

/// A name clients use, with the targets behind it.
package struct ConfiguredModel: Sendable {
    package var name: String
    package var policy: RoutingPolicy
    package var targets: [Target]
    package var fallbacks = FallbackChains()
    /// nil: one attempt at a time.
    package var hedge: HedgeRule?
    /// Whether a stream of plain text that breaks off goes on at the next target.
    package var continues = false
    /// nil: nobody gets copies of its prompts.
    package var shadow: ShadowRule?
    /// A named policy, which counts in place of `policy`; nil: none.
    package var preference: String?
    /// nil: sessions are not told apart.
    package var sticky: StickyRule?

    /// A target as it stands in the configuration.
    package struct Target: Sendable, Equatable {
        /// `provider/model`, split at the first slash.
        package var provider: String
        package var model: String
        package var weight: Int
        /// How good it is, the higher the better; nil: not said.
        package var quality: Int?

        package init(provider: String, model: String, weight: Int = 1, quality: Int? = nil) {
            self.quality = quality
            self.provider = provider
            self.model = model
            self.weight = weight
        }
    }

    package init(name: String, policy: RoutingPolicy, targets: [Target]) {
        self.name = name
        self.policy = policy
        self.targets = targets
    }
}

/// In which order the targets of a model are tried.
package enum RoutingPolicy: String, Sendable, CaseIterable {
    case priority
    case roundRobin = "round_robin"
    case weighted
    case leastBusy = "least_busy"
    case fastest
    case cheapest
}
