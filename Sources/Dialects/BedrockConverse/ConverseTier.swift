/// Bedrock's word for a service tier (`ServiceTierType` in AWS's service model); nil where it has none.
enum ConverseTier {
    static func type(of tier: String) -> String? {
        switch tier {
        case "default", "standard", "standard_only": "default"
        case "priority", "flex", "reserved": tier
        default: nil
        }
    }
}
