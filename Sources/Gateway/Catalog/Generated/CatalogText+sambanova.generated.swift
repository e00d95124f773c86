// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let sambanova: StaticString = #"""
        DeepSeek-R1 c=32768 o=32768 in=5 out=7
        DeepSeek-V3.1 c=131072 o=131072 has=tr in=3 out=4.5
        DeepSeek-V3.2 c=32768 o=32768 has=t in=3 out=4.5
        Llama-4-Maverick-17B-128E-Instruct c=131072 o=131072 has=tvs in=0.63 out=1.8
        Meta-Llama-3.3-70B-Instruct c=131072 o=131072 has=ts in=0.6 out=1.2
        MiniMax-M2.7 c=196608 o=131072 has=tr in=0.6 out=2.4
        gemma-4-31B-it c=131072 o=131072 has=v in=0.38 out=1.15
        gpt-oss-120b c=131072 o=131072 has=tr in=0.22 out=0.59
        """#
}
