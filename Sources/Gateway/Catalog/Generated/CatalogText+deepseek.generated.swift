// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let deepseek: StaticString = #"""
        deepseek-chat c=131072 o=8192 has=tVDUsRh in=0.28 out=0.42 read=0.028
        deepseek-chat-v3-0324 c=64000 has=h in=0.135 out=0.55 read=0.035
        deepseek-coder c=128000 o=4096 has=t in=0.14 out=0.28 read=0.014
        deepseek-flash c=1000000 o=393216 has=tvsr in=0.3 out=1.2 read=0.006
        deepseek-r1 c=65536 o=8192 has=tr in=0.55 out=2.19 read=0.14
        deepseek-r1-0528 c=64000 has=h in=0.135 out=0.55 read=0.035
        deepseek-reasoner c=131072 o=65536 has=tVDUsrih in=0.28 out=0.42 read=0.028
        deepseek-v3 c=65536 o=8192 has=t in=0.27 out=1.1 read=0.07
        deepseek-v3.1-terminus has=h in=0.27 out=0.95 read=0.13
        deepseek-v3.2 c=163840 o=163840 has=tr in=0.28 out=0.4 read=0.028
        deepseek-v3.2-exp has=h in=0.27 out=0.41
        deepseek-v4-flash c=1000000 o=393216 has=tvUsrOi in=0.3 out=1.2 read=0.006
        deepseek-v4-flash-vision-exp c=1000000 o=393216 has=tvsr in=0.3 out=1.2 read=0.006
        deepseek-v4-pro c=1000000 o=393216 has=tVDUsrOi in=1.32 out=3.96 read=0.044
        """#
}
