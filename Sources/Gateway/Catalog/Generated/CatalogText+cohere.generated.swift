// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let cohere: StaticString = #"""
        c4ai-aya-expanse-32b c=128000 o=4000 has=TVDUR in=0.5 out=1.5
        c4ai-aya-expanse-8b c=8000 o=4000 has=TVDURh
        c4ai-aya-vision-32b c=16000 o=4000 has=vTURh
        c4ai-aya-vision-8b c=16000 o=4000 has=vTURh
        command has=h in=1 out=2
        command-a has=h in=2.5 out=10
        command-a-03-2025 c=256000 o=8000 has=tVDUR in=2.5 out=10
        command-a-plus-05-2026 c=128000 o=64000 has=tvUsrO in=2.5 out=10
        command-a-reasoning-08-2025 c=256000 o=32000 has=tVDUrOh in=2.5 out=10
        command-a-translate-08-2025 c=8000 o=8000 has=tVDURh in=2.5 out=10
        command-a-vision-07-2025 c=128000 o=8000 has=vTURh in=2.5 out=10
        command-nightly mode=completion c=4096 o=4096 in=1 out=2
        command-r c=128000 o=4000 has=h in=0.15 out=0.6
        command-r-08-2024 c=128000 o=4096 has=tVDUR in=0.15 out=0.6
        command-r-plus c=128000 o=4000 has=h in=2.5 out=10
        command-r-plus-08-2024 c=128000 o=4096 has=tVDUR in=2.5 out=10
        command-r7b has=h in=0.0375 out=0.15
        command-r7b-12-2024 c=128000 o=4096 has=tVDUR in=0.0375 out=0.15
        command-r7b-arabic-02-2025 c=128000 o=4000 has=tVDURh in=0.0375 out=0.15
        embed-english-light-v3.0 mode=embedding c=512 in=0.1 out=0
        embed-english-v3.0 mode=embedding c=512 in=0.1 out=0
        embed-multilingual-light-v3.0 mode=embedding c=512 in=100 out=0
        embed-multilingual-v3.0 mode=embedding c=512 in=0.1 out=0
        embed-v4.0 mode=embedding c=128000 in=0.12 out=0 inimage=0.47
        embed-v5.0-fast mode=embedding c=128000 in=0.08 out=0
        embed-v5.0-pro mode=embedding c=128000 in=0.12 out=0
        north-mini-code-1-0 c=256000 o=64000 has=tVDUsrih
        rerank-v3.5 mode=rerank c=4096 o=4096
        rerank-v5.0-fast mode=rerank c=32768 o=32768 in=0.02 out=0
        rerank-v5.0-pro mode=rerank c=32768 o=32768 in=0.05 out=0
        """#
}
