// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let zai: StaticString = #"""
        GLM-5.2 c=1000000 has=h in=1.4 out=4.4 read=0.26
        GLM-5.3 c=1000000 has=h in=1.4 out=4.4 read=0.26
        glm-4-32b-0414-128k c=128000 o=32000 has=t in=0.1 out=0.1
        glm-4.5 c=128000 o=32000 has=tVDUrO in=0.6 out=2.2 read=0.11
        glm-4.5-air c=128000 o=32000 has=tVDUrO in=0.2 out=1.1 read=0.03
        glm-4.5-airx c=128000 o=32000 has=t in=1.1 out=4.5
        glm-4.5-flash c=128000 o=32000 has=tVDUrO
        glm-4.5-x c=128000 o=32000 has=t in=2.2 out=8.9
        glm-4.5v c=128000 o=32000 has=tvUrO in=0.6 out=1.8
        glm-4.6 c=200000 o=128000 has=tVDUrO in=0.6 out=2.2 read=0.11
        glm-4.6v c=128000 o=32768 has=tvUrOh in=0.3 out=0.9
        glm-4.7 c=200000 o=128000 has=tVDUrOi in=0.6 out=2.2 read=0.11
        glm-4.7-flash c=200000 o=128000 has=tVDUrO
        glm-4.7-flashx c=200000 o=131072 has=tVDUrOh in=0.07 out=0.4 read=0.01
        glm-5 c=200000 o=128000 has=tVDUrOi in=1 out=3.2 read=0.2
        glm-5-code c=200000 o=128000 has=tr in=1.2 out=5 read=0.3
        glm-5-turbo c=200000 o=131072 has=tVDUsrOih in=1.2 out=4 read=0.24
        glm-5.1 c=200000 o=128000 has=tVDUsrOi in=1.4 out=4.4 read=0.26
        glm-5.2 c=1000000 o=128000 has=tVDUsri in=1.4 out=4.4 read=0.26
        glm-5.3 c=1000000 o=128000 has=tsr in=1.4 out=4.4 read=0.26
        glm-5.3-flash c=1048576 o=128000 has=tvsr in=0.15 out=0.5 read=0.03
        glm-5v-turbo c=200000 o=128000 has=tvdUrOi in=1.2 out=4 read=0.24
        """#
}
