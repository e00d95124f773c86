// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let moonshot: StaticString = #"""
        kimi-k2 has=h in=0.57 out=2.3
        kimi-k2-0711-preview c=131072 o=16384 has=tVDURh in=0.6 out=2.5 read=0.15
        kimi-k2-0905-preview c=262144 o=262144 has=tVDURh in=0.6 out=2.5 read=0.15
        kimi-k2-thinking c=262144 o=262144 has=tVDUrih in=0.6 out=2.5 read=0.15
        kimi-k2-thinking-turbo c=262144 o=262144 has=tVDUrih in=1.15 out=8 read=0.15
        kimi-k2-turbo-preview c=262144 o=262144 has=tVDURh in=1.15 out=8 read=0.15
        kimi-k2.5 c=262144 o=262144 has=tvUsrOih in=0.6 out=3 read=0.1
        kimi-k2.6 c=262144 o=262144 has=tvUsrOi in=0.95 out=4 read=0.16
        kimi-k2.7-code c=262144 o=262144 has=tvUsri in=0.95 out=4 read=0.19
        kimi-k2.7-code-highspeed c=262144 o=262144 has=tvUsrih in=1.9 out=8 read=0.38
        kimi-k3 c=1048576 o=1048576 has=tvsr in=3 out=15 read=0.3 write=3 write1h=6
        kimi-k3.1-pro c=1048576 o=1048576 has=tvsr in=2 out=10 read=0.2 write=2 write1h=4
        moonshot-v1-128k c=131072 o=131072 has=tsh in=2 out=5
        moonshot-v1-128k-vision-preview c=131072 o=131072 has=tvsh in=2 out=5
        moonshot-v1-32k c=32768 o=32768 has=tsh in=1 out=3
        moonshot-v1-32k-vision-preview c=32768 o=32768 has=tvsh in=1 out=3
        moonshot-v1-8k c=8192 o=8192 has=tsh in=0.2 out=2
        moonshot-v1-8k-vision-preview c=8192 o=8192 has=tvsh in=0.2 out=2
        moonshot-v1-auto c=131072 o=131072 has=tsh in=2 out=5
        """#
}
