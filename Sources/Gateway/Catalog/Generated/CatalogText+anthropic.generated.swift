// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let anthropic: StaticString = #"""
        claude-2 c=200000 has=Sh in=8 out=24
        claude-3-5-haiku-latest c=200000 has=Sh in=0.8 out=4 read=0.08 write=1 write1h=1.6 search=0.01
        claude-3-5-sonnet c=200000 has=Sh in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-3-5-sonnet-20240620,claude-3-5-sonnet-20241022 c=200000 o=8192 has=tvdUSRh in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-3-7-sonnet-20250219 c=200000 o=64000 has=tvdUSrh think=1024- in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-3-7-sonnet-latest c=200000 has=Sh in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-3-haiku c=200000 has=Sh in=0.25 out=1.25 read=0.03 write=0.3 write1h=0.5
        claude-3-haiku-20240307 c=200000 o=4096 has=tvdUSRh in=0.25 out=1.25 read=0.03 write=0.3 write1h=0.5
        claude-3-opus-20240229 c=200000 o=4096 has=tvdUSRh in=15 out=75 read=1.5 write=18.75 write1h=30
        claude-3-opus-latest c=200000 has=Sh in=15 out=75 read=1.5 write=18.75 write1h=30
        claude-3-sonnet c=200000 has=Sh in=3 out=15 read=0.3 write=3.75 write1h=6
        claude-3-sonnet-20240229 c=200000 o=4096 has=tvdUSRh in=3 out=15 read=0.3 write=3.75 write1h=6
        claude-fable-5 c=1000000 o=128000 has=tvdUsrANmx efforts=low,medium,high,xhigh,max in=10 out=50 read=1 write=12.5 write1h=20 search=0.01
        claude-fable-5-1 c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=10 out=50 read=0.25 write=12.5 write1h=20 search=0.01
        claude-haiku-4-5,claude-haiku-4-5-20251001 c=200000 o=64000 has=tvdUsr think=1024- in=1 out=5 read=0.1 write=1.25 write1h=2 search=0.01
        claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx efforts=low,medium,high,xhigh,max in=0.1 out=0.5 read=0.01 write=0.125 write1h=0.2 search=0.01 >100000 in=0.5 out=2.5 read=0.05 write=0.625 write1h=1
        claude-mythos-5 c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=10 out=50 read=1 write=12.5 write1h=20 search=0.01
        claude-mythos-5-1 c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=10 out=50 read=0.25 write=12.5 write1h=20 search=0.01
        claude-mythos-preview c=1000000 o=128000 has=tvdsrANxh efforts=low,medium,high,xhigh,max in=10 out=50 read=1 write=12.5 write1h=20 search=0.01
        claude-opus-4 c=200000 has=Sh in=15 out=75 read=1.5 write=18.75 write1h=30 search=0.01
        claude-opus-4-0 c=200000 o=32000 has=tvdUSrh think=1024- in=15 out=75 read=1.5 write=18.75 write1h=30 search=0.01
        claude-opus-4-1,claude-opus-4-1-20250805 c=200000 o=32000 has=tvdUrh think=1024- in=15 out=75 read=1.5 write=18.75 write1h=30 search=0.01
        claude-opus-4-20250514 c=200000 o=32000 has=tvdUSrh think=1024- in=15 out=75 read=1.5 write=18.75 write1h=30 search=0.01
        claude-opus-4-5,claude-opus-4-5-20251101 c=200000 o=64000 has=tvdUsr think=1024- efforts=low,medium,high in=5 out=25 read=0.5 write=6.25 write1h=10 search=0.01
        claude-opus-4-6,claude-opus-4-6-20260205 c=1000000 o=128000 has=tvdUsrA think=1024- efforts=low,medium,high,max in=5 out=25 read=0.5 write=6.25 write1h=10 search=0.01
        claude-opus-4-7,claude-opus-4-7-20260416 c=1000000 o=128000 has=tvdUsrAx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10 search=0.01
        claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10 search=0.01
        claude-opus-5 c=1000000 o=128000 has=tvdsrAmx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10 search=0.01
        claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=4 out=20 read=0.2 write=5 write1h=8 search=0.01
        claude-sonnet-4 c=200000 has=Sh in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-sonnet-4-0 c=200000 o=64000 has=tvdUSrh think=1024- in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-sonnet-4-20250514 c=200000 o=64000 has=tvdUSrh think=1024- in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-sonnet-4-5,claude-sonnet-4-5-20250929 c=200000 o=64000 has=tvdUsr think=1024- in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-sonnet-4-6 c=1000000 o=128000 has=tvdUsrA think=1024- efforts=low,medium,high,max in=3 out=15 read=0.3 write=3.75 write1h=6 search=0.01
        claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx efforts=low,medium,high,xhigh,max in=2 out=10 read=0.2 write=2.5 write1h=4 search=0.01
        claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=2 out=10 read=0.1 write=2.5 write1h=4 search=0.01
        claude-v1 has=Sh in=8 out=24
        """#
}
