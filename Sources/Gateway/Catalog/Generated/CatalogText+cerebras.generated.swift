// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let cerebras: StaticString = #"""
        gemma-4-31b c=131072 o=40960 has=tvsr in=0.99 out=1.49
        gpt-oss-120b c=131072 o=32768 has=tVDUsr in=0.35 out=0.75
        llama-3.1-70b c=128000 o=128000 has=t in=0.6 out=0.6
        llama-3.1-8b c=128000 o=128000 has=t in=0.1 out=0.1
        llama-3.3-70b c=128000 o=128000 has=th in=0.85 out=1.2
        llama3.1-70b c=128000 o=128000 has=th in=0.6 out=0.6
        llama3.1-8b c=128000 o=128000 has=th in=0.1 out=0.1
        qwen-3-32b c=128000 o=128000 has=trh in=0.4 out=0.8
        qwen-3.8-27b c=65536 o=32768 has=tvsr in=0.99 out=1.49
        zai-glm-4.7 c=131072 o=40960 has=tVDUsrh in=2.25 out=2.75
        """#
}
