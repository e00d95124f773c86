// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let bedrock: StaticString = #"""
        ai21.j2-mid-v1 c=8191 o=8191 in=12.5 out=12.5
        ai21.j2-ultra-v1 c=8191 o=8191 in=18.8 out=18.8
        ai21.jamba-1-5-large-v1:0 c=256000 o=4096 in=2 out=8
        ai21.jamba-1-5-mini-v1:0 c=256000 o=4096 in=0.2 out=0.4
        ai21.jamba-instruct-v1:0 c=70000 o=4096 in=0.5 out=0.7
        amazon.nova-2-5-sonic mode=realtime c=256000 o=64000 has=a in=0.33 out=2.75 inaudio=3 outaudio=12
        amazon.nova-2-lite-v1:0 c=1000000 o=64000 has=tvdUsrO in=0.3 out=2.5 read=0.075 %priority in=0.525 out=4.375 read=0.13125
        amazon.nova-2-multimodal-embeddings-v1:0 mode=embedding c=8172 has=a in=0.135 out=0
        amazon.nova-2-pro-preview-20251202-v1:0 c=1000000 o=64000 has=tvdsr in=1.25 out=10 read=0.3125 %priority in=2.1875 out=17.5
        amazon.nova-2-sonic-v1:0 mode=realtime c=1000000 o=64000 has=a in=0.33 out=2.75 inaudio=3 outaudio=12
        amazon.nova-canvas-v1:0 mode=image_generation c=2600 has=h image=0.06
        amazon.nova-lite-v1:0 c=300000 o=10000 has=tvdUsR in=0.06 out=0.24 read=0.015
        amazon.nova-micro-v1:0 c=128000 o=10000 has=tVDUsR in=0.035 out=0.14 read=0.00875
        amazon.nova-premier-v1:0 c=1000000 o=10000 has=tvds in=2.5 out=12.5 read=0.625 %priority in=4.375 out=21.875 read=1.09375
        amazon.nova-pro-v1:0 c=300000 o=10000 has=tvdUsR in=0.8 out=3.2 read=0.2 %flex in=0.4 out=1.6 read=0.1 %priority in=1.4 out=5.6 read=0.35
        amazon.nova-sonic-v1:0 has=h in=0.06 out=0.24 inaudio=3.4 outaudio=13.6
        amazon.titan-embed-g1-text-02 mode=embedding c=8192 in=0.1 out=0
        amazon.titan-embed-image-v1 mode=embedding c=128 in=0.8 out=0
        amazon.titan-embed-text-v1 mode=embedding c=8192 in=0.1 out=0
        amazon.titan-embed-text-v2:0 mode=embedding c=8192 in=0.02 out=0
        amazon.titan-image-generator-v1 mode=image_generation image=0.008
        amazon.titan-image-generator-v2 mode=image_generation has=h image=0.008
        amazon.titan-image-generator-v2:0 mode=image_generation has=h image=0.008
        amazon.titan-text-express-v1 c=42000 o=8000 in=0.2 out=0.6
        amazon.titan-text-lite-v1 c=42000 o=4000 in=0.15 out=0.2
        amazon.titan-text-premier-v1:0 c=42000 o=32000 in=0.5 out=1.5
        anthropic.claude-3-5-haiku-20241022-v1:0 c=200000 o=8192 has=tds in=0.8 out=4 read=0.08 write=1
        anthropic.claude-3-5-sonnet-20240620-v1:0 c=200000 o=4096 has=tvds in=3 out=15 read=0.3 write=3.75
        anthropic.claude-3-5-sonnet-20241022-v2:0 c=200000 o=8192 has=tvds in=3 out=15 read=0.3 write=3.75
        anthropic.claude-3-7-sonnet-20240620-v1:0 c=200000 o=8192 has=tvdsr in=3.6 out=18 read=0.36 write=4.5
        anthropic.claude-3-7-sonnet-20250219-v1:0 c=200000 o=8192 has=tvdsr in=3 out=15 read=0.3 write=3.75
        anthropic.claude-3-opus-20240229-v1:0 c=200000 o=4096 has=tvs in=15 out=75 read=1.5 write=18.75
        anthropic.claude-fable-5 c=1000000 o=128000 has=tvdsrANmx in=10 out=50 read=1 write=12.5 write1h=20
        anthropic.claude-fable-5-1 c=1000000 o=128000 has=tvdsrANmx in=10 out=50 read=0.25 write=12.5 write1h=20
        anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdUsr in=1 out=5 read=0.1 write=1.25 write1h=2
        anthropic.claude-haiku-4-5@20251001 c=200000 o=64000 has=tvdsr in=1 out=5 read=0.1 write=1.25 write1h=2
        anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.1 out=0.5 read=0.01 write=0.125 write1h=0.2 >100000 in=0.5 out=2.5 read=0.05 write=0.625 write1h=1
        anthropic.claude-instant-v1 c=100000 o=8191 in=0.8 out=2.4
        anthropic.claude-mythos-5-1 c=1000000 o=128000 has=tvdsrANmx in=10 out=50 read=0.25 write=12.5 write1h=20
        anthropic.claude-mythos-preview c=1000000 o=128000 has=tvrN in=27.5 out=137.5 read=2.75 write=34.375 write1h=55
        anthropic.claude-opus-4-1-20250805-v1:0 c=200000 o=32000 has=tvdUsr in=15 out=75 read=1.5 write=18.75
        anthropic.claude-opus-4-20250514-v1:0 c=200000 o=32000 has=tvdsr in=15 out=75 read=1.5 write=18.75
        anthropic.claude-opus-4-5-20251101-v1:0 c=200000 o=64000 has=tvdUsr in=5 out=25 read=0.5 write=6.25 write1h=10
        anthropic.claude-opus-4-6-v1 c=1000000 o=128000 has=tvdUsrA in=5 out=25 read=0.5 write=6.25 write1h=10
        anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdUsrAx in=5 out=25 read=0.5 write=6.25 write1h=10
        anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx in=5 out=25 read=0.5 write=6.25 write1h=10
        anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5 out=25 read=0.5 write=6.25 write1h=10
        anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4 out=20 read=0.2 write=5 write1h=8
        anthropic.claude-sonnet-4-20250514-v1:0 c=200000 o=64000 has=tvdsrh in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdUsr in=3 out=15 read=0.3 write=3.75 write1h=6 >200000 in=6 out=22.5 read=0.6 write=7.5 write1h=12
        anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrA in=3 out=15 read=0.3 write=3.75 write1h=6
        anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx in=2 out=10 read=0.2 write=2.5 write1h=4
        anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2 out=10 read=0.1 write=2.5 write1h=4
        anthropic.claude-v1 c=100000 o=8191 in=8 out=24
        anthropic.claude-v2:1 c=100000 o=8191 in=8 out=24
        apac.amazon.nova-2-lite-v1:0 c=1000000 o=64000 has=tvdsr in=0.396 out=3.311 read=0.099
        apac.amazon.nova-2-pro-preview-20251202-v1:0 c=1000000 o=64000 has=tvdsr in=1.375 out=11 read=0.34375
        apac.amazon.nova-lite-v1:0 c=300000 o=10000 has=tvds in=0.063 out=0.252 read=0.01575
        apac.amazon.nova-micro-v1:0 c=128000 o=10000 has=ts in=0.037 out=0.148 read=0.00925
        apac.amazon.nova-pro-v1:0 c=300000 o=10000 has=tvds in=0.84 out=3.36 read=0.21 %flex in=0.42 out=1.68 read=0.105
        apac.anthropic.claude-fable-5 c=1000000 o=128000 has=tvdsrANmx in=11 out=55 read=1.1 write=13.75 write1h=22
        apac.anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdsr in=1.1 out=5.5 read=0.11 write=1.375
        apac.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.11 out=0.55 read=0.011 write=0.1375 write1h=0.22 >100000 in=0.55 out=2.75 read=0.055 write=0.6875 write1h=1.1
        apac.anthropic.claude-mythos-preview c=1000000 o=128000 has=tvrN in=27.5 out=137.5 read=2.75 write=34.375 write1h=55
        apac.anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdsrAx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        apac.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        apac.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        apac.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4.4 out=22 read=0.22 write=5.5 write1h=8.8
        apac.anthropic.claude-sonnet-4-20250514-v1:0 c=200000 o=64000 has=tvdsrh in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        apac.anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdsrA in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6
        apac.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdsrAmx in=2.2 out=11 read=0.22 write=2.75 write1h=4.4
        apac.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2.2 out=11 read=0.11 write=2.75 write1h=4.4
        au.anthropic.claude-fable-5 c=1000000 o=128000 has=tvdsrANmx in=11 out=55 read=1.1 write=13.75 write1h=22
        au.anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdUsr in=1.1 out=5.5 read=0.11 write=1.375 write1h=2.2
        au.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.11 out=0.55 read=0.011 write=0.1375 write1h=0.22 >100000 in=0.55 out=2.75 read=0.055 write=0.6875 write1h=1.1
        au.anthropic.claude-mythos-preview c=1000000 o=128000 has=tvrN in=27.5 out=137.5 read=2.75 write=34.375 write1h=55
        au.anthropic.claude-opus-4-6-v1 c=1000000 o=128000 has=tvdUsrA in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        au.anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdsrAx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        au.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        au.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        au.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4.4 out=22 read=0.22 write=5.5 write1h=8.8
        au.anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdUsr in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6 >200000 in=6.6 out=24.75 read=0.66 write=8.25 write1h=13.2
        au.anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrA in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6
        au.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx in=2.2 out=11 read=0.22 write=2.75 write1h=4.4
        au.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2.2 out=11 read=0.11 write=2.75 write1h=4.4
        claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdsr in=3 out=15 read=0.3 write=3.75 write1h=6 >200000 in=6 out=22.5 read=0.6 write=7.5 write1h=12
        cohere.command-light-text-v14 c=4096 o=4096 in=0.3 out=0.6
        cohere.command-text-v14 c=4096 o=4096 in=1 out=2
        cohere.embed-english-v3 mode=embedding c=512 in=0.1 out=0
        cohere.embed-multilingual-v3 mode=embedding c=512 in=0.1 out=0
        cohere.embed-v4:0 mode=embedding c=128000 in=0.12 out=0
        deepseek.r1-v1:0 c=128000 o=8192 has=tVDUr in=1.35 out=5.4
        deepseek.v3-v1:0 c=128000 o=8000 has=tVDUsr in=0.58 out=1.68
        deepseek.v3.2 c=164000 o=8000 has=tVDUsr in=0.62 out=1.85 %flex in=0.31 out=0.925 %priority in=1.085 out=3.2375
        eu.amazon.nova-2-lite-v1:0 c=1000000 o=64000 has=tvdsr in=0.429 out=3.597 read=0.10725
        eu.amazon.nova-2-pro-preview-20251202-v1:0 c=1000000 o=64000 has=tvdsr in=1.375 out=11 read=0.34375
        eu.amazon.nova-lite-v1:0 c=300000 o=10000 has=tvds in=0.078 out=0.312 read=0.0195
        eu.amazon.nova-micro-v1:0 c=128000 o=10000 has=ts in=0.046 out=0.184 read=0.0115
        eu.amazon.nova-pro-v1:0 c=300000 o=10000 has=tvds in=1.05 out=4.2 read=0.2625 %flex in=0.525 out=2.1 read=0.13125
        eu.anthropic.claude-3-5-haiku-20241022-v1:0 c=200000 o=8192 has=tds in=0.8 out=4 read=0.08 write=1
        eu.anthropic.claude-3-5-sonnet-20240620-v1:0 c=200000 o=4096 has=tvds in=3 out=15 read=0.3 write=3.75
        eu.anthropic.claude-3-5-sonnet-20241022-v2:0 c=200000 o=8192 has=tvds in=3 out=15 read=0.3 write=3.75
        eu.anthropic.claude-3-7-sonnet-20250219-v1:0 c=200000 o=8192 has=tvdsr in=3 out=15 read=0.3 write=3.75
        eu.anthropic.claude-3-opus-20240229-v1:0 c=200000 o=4096 has=tvs in=15 out=75 read=1.5 write=18.75
        eu.anthropic.claude-fable-5 c=1000000 o=128000 has=tvdUsrANmx in=11 out=55 read=1.1 write=13.75 write1h=22
        eu.anthropic.claude-fable-5-1 c=1000000 o=128000 has=tvdsrANmx in=11 out=55 read=0.275 write=13.75 write1h=22
        eu.anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdUsrh in=1.1 out=5.5 read=0.11 write=1.375 write1h=2.2
        eu.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.11 out=0.55 read=0.011 write=0.1375 write1h=0.22 >100000 in=0.55 out=2.75 read=0.055 write=0.6875 write1h=1.1
        eu.anthropic.claude-opus-4-1-20250805-v1:0 c=200000 o=32000 has=tvdsr in=15 out=75 read=1.5 write=18.75
        eu.anthropic.claude-opus-4-20250514-v1:0 c=200000 o=32000 has=tvdsr in=15 out=75 read=1.5 write=18.75
        eu.anthropic.claude-opus-4-5-20251101-v1:0 c=200000 o=64000 has=tvdUsr in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        eu.anthropic.claude-opus-4-6-v1 c=1000000 o=128000 has=tvdUsrA in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        eu.anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdUsrAx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        eu.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        eu.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        eu.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4.4 out=22 read=0.22 write=5.5 write1h=8.8
        eu.anthropic.claude-sonnet-4-20250514-v1:0 c=200000 o=64000 has=tvdsrh in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        eu.anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdUsr in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6 >200000 in=6.6 out=24.75 read=0.66 write=8.25 write1h=13.2
        eu.anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrA in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6
        eu.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx in=2.2 out=11 read=0.22 write=2.75 write1h=4.4
        eu.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2.2 out=11 read=0.11 write=2.75 write1h=4.4
        eu.deepseek.v3.2 c=163840 o=163840 has=tVUsr in=0.74 out=2.22 %flex in=0.37 out=1.11
        eu.meta.llama3-2-1b-instruct-v1:0 c=128000 o=4096 has=th in=0.13 out=0.13
        eu.meta.llama3-2-3b-instruct-v1:0 c=128000 o=4096 has=th in=0.19 out=0.19
        eu.mistral.pixtral-large-2502-v1:0 c=128000 o=16384 has=t in=2 out=6
        global.amazon.nova-2-lite-v1:0 c=1000000 o=64000 has=tvdsr in=0.3 out=2.5 read=0.075 %priority in=0.525 out=4.375 read=0.13125
        global.anthropic.claude-fable-5 c=1000000 o=128000 has=tvdUsrANmx in=10 out=50 read=1 write=12.5 write1h=20
        global.anthropic.claude-fable-5-1 c=1000000 o=128000 has=tvdsrANmx in=10 out=50 read=0.25 write=12.5 write1h=20
        global.anthropic.claude-fable-5-v1:0 has=h in=10 out=50 read=1 write=12.5
        global.anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdUsr in=1 out=5 read=0.1 write=1.25 write1h=2
        global.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.1 out=0.5 read=0.01 write=0.125 write1h=0.2 >100000 in=0.5 out=2.5 read=0.05 write=0.625 write1h=1
        global.anthropic.claude-mythos-5-1 c=1000000 o=128000 has=tvdsrANmx in=10 out=50 read=0.25 write=12.5 write1h=20
        global.anthropic.claude-opus-4-5-20251101-v1:0 c=200000 o=64000 has=tvdUsr in=5 out=25 read=0.5 write=6.25 write1h=10
        global.anthropic.claude-opus-4-5-v1:0 has=h in=5 out=25 read=0.5 write=6.25
        global.anthropic.claude-opus-4-6-v1 c=1000000 o=128000 has=tvdUsrA in=5 out=25 read=0.5 write=6.25 write1h=10
        global.anthropic.claude-opus-4-6-v1:0 has=h in=5 out=25 read=0.5 write=6.25
        global.anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdUsrAx in=5 out=25 read=0.5 write=6.25 write1h=10
        global.anthropic.claude-opus-4-7-v1:0 has=h in=5 out=25 read=0.5 write=6.25
        global.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx in=5 out=25 read=0.5 write=6.25 write1h=10
        global.anthropic.claude-opus-4-8-v1:0 has=h in=5 out=25 read=0.5 write=6.25
        global.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5 out=25 read=0.5 write=6.25 write1h=10
        global.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4 out=20 read=0.2 write=5 write1h=8
        global.anthropic.claude-sonnet-4-20250514-v1:0 c=200000 o=64000 has=tvdsrh in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        global.anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdUsr in=3 out=15 read=0.3 write=3.75 write1h=6 >200000 in=6 out=22.5 read=0.6 write=7.5 write1h=12
        global.anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrA in=3 out=15 read=0.3 write=3.75 write1h=6
        global.anthropic.claude-sonnet-4-6-v1:0 has=h in=3 out=15 read=0.3 write=3.75
        global.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx in=2 out=10 read=0.2 write=2.5 write1h=4
        global.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2 out=10 read=0.1 write=2.5 write1h=4
        global.anthropic.claude-sonnet-5-v1:0 has=h in=3 out=15 read=0.3 write=3.75
        global.cohere.embed-v4:0 mode=embedding c=128000 in=0.12 out=0
        global.moonshotai.kimi-k3 c=1000000 o=131072 has=tvUsr in=3 out=15 read=0.3 write=3.75 %flex in=1.5 out=7.5 read=0.15 write=1.875 %priority in=5.25 out=26.25 read=0.525 write=6.5625
        global.openai.gpt-5.4 c=922000 o=128000 has=tvrx in=2.5 out=15 read=0.25 >272000 in=5 out=22.5 read=0.5
        global.openai.gpt-5.5 c=922000 o=128000 has=tvrx in=5 out=30 read=0.5 >272000 in=10 out=45 read=1
        global.openai.gpt-5.6-luna c=922000 o=128000 has=tvrx in=0.2 out=1.2 read=0.02 write=0.25 >272000 in=0.4 out=1.8 read=0.04 write=0.5
        global.openai.gpt-5.6-sol c=922000 o=128000 has=tvrx in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10
        global.openai.gpt-5.6-terra c=922000 o=128000 has=tvrx in=2 out=12 read=0.2 write=2.5 >272000 in=4 out=18 read=0.4 write=5
        global.openai.gpt-6-astra c=922000 o=128000 has=tvrx in=10 out=50 read=1 write=12.5 >272000 in=20 out=75 read=2 write=25
        global.openai.gpt-6-luna c=922000 o=128000 has=tvrx in=0.1 out=0.5 read=0.01 write=0.125 >272000 in=0.2 out=0.75 read=0.02 write=0.25
        global.openai.gpt-6-sol c=922000 o=128000 has=tvrx in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5
        global.openai.gpt-6.1-sol c=1000000 o=131072 has=tvrx in=2 out=10 read=0.1 write=2.5 >272000 in=4 out=15 read=0.2 write=5
        global.openai.gpt-6.1-terra c=922000 o=128000 has=tvrx in=1 out=5 read=0.05 write=1.25 >272000 in=2 out=7.5 read=0.1 write=2.5
        global.twelvelabs.pegasus-1-5-v1:0 c=261120 o=98304
        global.xai.grok-4.6 c=500000 o=500000 has=tvr in=2 out=6 read=0.5 %flex in=1 out=3 read=0.25 %priority in=3.5 out=10.5 read=0.875
        global.xai.grok-4.7 c=524288 o=524288 has=tvr in=2 out=6 read=0.5 %flex in=1 out=3 read=0.25 %priority in=3.5 out=10.5 read=0.875
        global.zai.glm-5.3 c=1000000 o=128000 has=tVUsr in=1.68 out=5.28 read=0.312 write=2.1 %flex in=0.84 out=2.64 read=0.156 write=1.05 %priority in=2.94 out=9.24 read=0.546 write=3.675
        google.gemma-3-12b-it c=128000 o=8000 has=tvUsR in=0.09 out=0.29 %flex in=0.05 out=0.15 %priority in=0.16 out=0.51
        google.gemma-3-27b-it c=128000 o=8000 has=tvUsR in=0.23 out=0.38 %flex in=0.12 out=0.19 %priority in=0.4 out=0.67
        google.gemma-3-4b-it c=128000 o=8000 has=tvUR in=0.04 out=0.08 %flex in=0.02 out=0.04 %priority in=0.07 out=0.14
        in.moonshotai.kimi-k3 c=1000000 o=131072 has=tvUsr in=3.3 out=16.5 read=0.33 write=4.125 %flex in=1.65 out=8.25 read=0.165 write=2.0625 %priority in=5.775 out=28.875 read=0.5775 write=7.21875
        jp.amazon.nova-2-lite-v1:0 c=1000000 o=64000 has=tvdsr in=0.396 out=3.311 read=0.099 %flex in=0.198 out=1.6555 read=0.0495 %priority in=0.693 out=5.79425 read=0.17325
        jp.anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdsr in=1.1 out=5.5 read=0.11 write=1.375 write1h=2.2
        jp.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.11 out=0.55 read=0.011 write=0.1375 write1h=0.22 >100000 in=0.55 out=2.75 read=0.055 write=0.6875 write1h=1.1
        jp.anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdUsrAx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        jp.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        jp.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        jp.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4.4 out=22 read=0.22 write=5.5 write1h=8.8
        jp.anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdUsr in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6 >200000 in=6.6 out=24.75 read=0.66 write=8.25 write1h=13.2
        jp.anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrA in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6
        jp.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx in=2.2 out=11 read=0.22 write=2.75 write1h=4.4
        jp.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2.2 out=11 read=0.11 write=2.75 write1h=4.4
        meta.llama2-13b-chat-v1 c=4096 o=4096 in=0.75 out=1
        meta.llama2-70b-chat-v1 c=4096 o=4096 in=1.95 out=2.56
        meta.llama3-1-405b-instruct-v1:0 c=128000 o=4096 has=th in=2.4 out=2.4
        meta.llama3-1-70b-instruct-v1:0 c=128000 o=4096 has=tVDUR in=0.72 out=0.72
        meta.llama3-1-8b-instruct-v1:0 c=128000 o=4096 has=tVDUR in=0.22 out=0.22
        meta.llama3-2-11b-instruct-v1:0 c=128000 o=4096 has=tvh in=0.16 out=0.16
        meta.llama3-2-1b-instruct-v1:0 c=128000 o=4096 has=th in=0.1 out=0.1
        meta.llama3-2-3b-instruct-v1:0 c=128000 o=4096 has=th in=0.15 out=0.15
        meta.llama3-2-90b-instruct-v1:0 c=128000 o=4096 has=tvh in=0.72 out=0.72
        meta.llama3-3-70b-instruct-v1:0 c=128000 o=4096 has=tVDUR in=0.72 out=0.72
        meta.llama3-70b-instruct-v1:0 c=8192 o=8192 in=2.65 out=3.5
        meta.llama3-8b-instruct-v1:0 c=8192 o=8192 in=0.3 out=0.6
        meta.llama4-maverick-17b-instruct-v1:0 c=1000000 o=8192 has=tvUR in=0.24 out=0.97
        meta.llama4-scout-17b-instruct-v1:0 c=10000000 o=8192 has=tvUR in=0.17 out=0.66
        minimax.minimax-m2 c=1000000 o=8000 has=tVDUsr in=0.3 out=1.2 %flex in=0.15 out=0.6 %priority in=0.52 out=2.1
        minimax.minimax-m2.1 c=196000 o=8000 has=tVDUsr in=0.3 out=1.2 %flex in=0.15 out=0.6 %priority in=0.525 out=2.1
        minimax.minimax-m2.5 c=196000 o=8000 has=tVDUsr in=0.3 out=1.2 %flex in=0.15 out=0.6 %priority in=0.525 out=2.1
        mistral.devstral-2-123b c=256000 o=32000 has=tVDUsR in=0.4 out=2 %flex in=0.2 out=1 %priority in=0.7 out=3.5
        mistral.magistral-small-2509 c=128000 o=40000 has=tvUsr in=0.5 out=1.5 %flex in=0.25 out=0.75 %priority in=0.88 out=2.63
        mistral.ministral-3-14b-instruct c=128000 o=8000 has=tvUsR in=0.2 out=0.2 %flex in=0.1 out=0.1 %priority in=0.35 out=0.35
        mistral.ministral-3-3b-instruct c=128000 o=8000 has=tvUsR in=0.1 out=0.1 %flex in=0.05 out=0.05 %priority in=0.17 out=0.17
        mistral.ministral-3-8b-instruct c=128000 o=8000 has=tvUsR in=0.15 out=0.15 %flex in=0.07 out=0.07 %priority in=0.26 out=0.26
        mistral.mistral-7b-instruct-v0:2 c=32000 o=4096 in=0.15 out=0.2
        mistral.mistral-large-2402-v1:0 c=32000 o=4096 has=t in=4 out=12
        mistral.mistral-large-2407-v1:0 c=128000 o=8191 has=t in=2 out=6
        mistral.mistral-large-3-675b-instruct c=256000 o=32000 has=tvUsR in=0.5 out=1.5 %flex in=0.25 out=0.75 %priority in=0.88 out=2.63
        mistral.mistral-small-2402-v1:0 c=32000 o=4096 has=t in=1 out=3
        mistral.mixtral-8x7b-instruct-v0:1 c=32000 o=4096 in=0.45 out=0.7
        mistral.pixtral-large-2502-v1:0 c=128000 o=16384 has=tvUR in=2 out=6
        mistral.voxtral-mini-3b-2507 c=32768 o=8192 has=taVDsR in=0.04 out=0.04 %flex in=0.02 out=0.02 %priority in=0.07 out=0.07
        mistral.voxtral-small-24b-2507 c=32768 o=8192 has=taVDsR in=0.1 out=0.3 %flex in=0.05 out=0.15 %priority in=0.17 out=0.52
        moonshot.kimi-k2-thinking c=256000 o=16000 has=tVDUsr in=0.6 out=2.5 %priority in=1.05 out=4.38
        moonshotai.kimi-k2.5 c=256000 o=16000 has=tvUsr in=0.6 out=3 %flex in=0.3 out=1.5 %priority in=1.05 out=5.25
        moonshotai.kimi-k3 c=1000000 o=131072 has=tvUsr in=3.3 out=16.5 read=0.33 write=4.125 %flex in=1.65 out=8.25 read=0.165 write=2.0625 %priority in=5.775 out=28.875 read=0.5775 write=7.21875
        nvidia.nemotron-nano-12b-v2 c=128000 o=8000 has=tvUsR in=0.2 out=0.6 %flex in=0.1 out=0.3 %priority in=0.35 out=1.05
        nvidia.nemotron-nano-3-30b c=256000 o=8000 has=tVDUsr in=0.06 out=0.24 %flex in=0.03 out=0.12 %priority in=0.11 out=0.42
        nvidia.nemotron-nano-3-30b:0 has=h in=0.06 out=0.24
        nvidia.nemotron-nano-9b-v2 c=128000 o=8000 has=tVDUsR in=0.06 out=0.23 %flex in=0.03 out=0.12 %priority in=0.11 out=0.4
        nvidia.nemotron-nano-9b-v2:0 has=h in=0.06 out=0.23
        nvidia.nemotron-super-3-120b c=256000 o=32000 has=tVDUsr in=0.15 out=0.65 %flex in=0.075 out=0.325 %priority in=0.2625 out=1.1375
        nvidia.nemotron-super-3-120b:0 has=h in=0.15 out=0.65
        openai.gpt-5.4 c=272000 o=128000 has=tvdUsrh in=2.75 out=16.5 read=0.275
        openai.gpt-5.5 c=272000 o=128000 has=tvdUsrh in=5.5 out=33 read=0.55
        openai.gpt-5.6-luna c=1000000 has=h in=0.22 out=1.32 read=0.022 write=0.275 >272000 in=0.44 out=1.98 read=0.044 write=0.55
        openai.gpt-5.6-sol c=1000000 has=h in=5.5 out=33 read=0.55 write=6.875 >272000 in=11 out=49.5 read=1.1 write=13.75
        openai.gpt-5.6-terra c=1000000 has=h in=2.2 out=13.2 read=0.22 write=2.75 >272000 in=4.4 out=19.8 read=0.44 write=5.5
        openai.gpt-6-luna c=922000 o=128000 has=tvrx in=0.1 out=0.5 read=0.01 write=0.125 >272000 in=0.2 out=0.75 read=0.02 write=0.25
        openai.gpt-6-sol c=922000 o=128000 has=tvrx in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5
        openai.gpt-oss-120b c=128000 o=16384 has=tVDUsrh in=0.15 out=0.6
        openai.gpt-oss-120b-1:0 c=128000 o=16384 has=tVDUsr in=0.15 out=0.6 %flex in=0.075 out=0.3 %priority in=0.2625 out=1.05
        openai.gpt-oss-20b c=128000 o=16384 has=tVDUsrh in=0.07 out=0.3
        openai.gpt-oss-20b-1:0 c=128000 o=16384 has=tVDUsr in=0.07 out=0.3 %flex in=0.035 out=0.15 %priority in=0.1225 out=0.525
        openai.gpt-oss-safeguard-120b c=128000 o=16000 has=tVDUsR in=0.15 out=0.6 %flex in=0.07 out=0.3 %priority in=0.26 out=1.05
        openai.gpt-oss-safeguard-20b c=128000 o=16000 has=tVDUsR in=0.07 out=0.2 %flex in=0.03 out=0.1 %priority in=0.12 out=0.35
        qwen.qwen3-235b-a22b-2507-v1:0 c=262144 o=8192 has=tVDUsr in=0.22 out=0.88 %flex in=0.11 out=0.44
        qwen.qwen3-32b-v1:0 c=32768 o=8192 has=tVDUsr in=0.15 out=0.6 %flex in=0.075 out=0.3 %priority in=0.2625 out=1.05
        qwen.qwen3-coder-30b-a3b-v1:0 c=262144 o=16384 has=tVDUsr in=0.15 out=0.6 %priority in=0.2625 out=1.05
        qwen.qwen3-coder-480b-a35b-v1:0 c=262144 o=16384 has=tVDUsr in=0.45 out=1.8
        qwen.qwen3-coder-next c=256000 o=16000 has=tVDUsr in=0.5 out=1.2 %flex in=0.25 out=0.6 %priority in=0.875 out=2.1
        qwen.qwen3-next-80b-a3b c=256000 o=8000 has=tVDUsR in=0.15 out=1.2 %flex in=0.07 out=0.6 %priority in=0.26 out=2.1
        qwen.qwen3-vl-235b-a22b c=256000 o=8000 has=tvUsR in=0.53 out=2.66 %priority in=0.93 out=4.66
        qwen.qwen3-vl-235b-a22b-v1:0 has=h in=0.53 out=2.66
        regional.anthropic.claude-3-5-haiku-20241022-v1:0 has=h in=0.8 out=4 read=0.08 write=1
        regional.anthropic.claude-3-5-sonnet-20240620-v1:0 has=h in=3 out=15 read=0.3 write=3.75
        regional.anthropic.claude-3-5-sonnet-20241022-v2:0 has=h in=3 out=15 read=0.3 write=3.75
        regional.anthropic.claude-3-7-sonnet-20250219-v1:0 has=h in=3 out=15 read=0.3 write=3.75
        regional.anthropic.claude-3-haiku-20240307-v1:0 has=h in=0.25 out=1.25
        regional.anthropic.claude-3-opus-20240229-v1:0 has=h in=15 out=75
        regional.anthropic.claude-3-sonnet-20240229-v1:0 has=h in=3 out=15 read=0.3 write=3.75
        stability.sd3-5-large-v1:0 mode=image_generation c=77 image=0.08
        stability.sd3-large-v1:0 mode=image_generation c=77 image=0.08
        stability.stable-image-core-v1:0 mode=image_generation c=77 image=0.04
        stability.stable-image-core-v1:1 mode=image_generation c=77 image=0.04
        stability.stable-image-ultra-v1:0 mode=image_generation c=77 image=0.14
        stability.stable-image-ultra-v1:1 mode=image_generation c=77 image=0.14
        twelvelabs.pegasus-1-5-v1:0 c=261120 o=98304
        us-gov.anthropic.claude-fable-5-1 c=1000000 o=128000 has=tvdsrANmx in=12 out=60 read=0.3 write=15 write1h=24
        us-gov.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.12 out=0.6 read=0.012 write=0.15 write1h=0.24 >100000 in=0.6 out=3 read=0.06 write=0.75 write1h=1.2
        us-gov.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdsrAmx in=6 out=30 read=0.6 write=7.5 write1h=12
        us-gov.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=6 out=30 read=0.6 write=7.5 write1h=12
        us-gov.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4.8 out=24 read=0.24 write=6 write1h=9.6
        us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdsr in=3.6 out=18 read=0.36 write=4.5 write1h=7.2 >200000 in=7.2 out=27 read=0.72 write=9 write1h=14.4
        us-gov.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdsrAmx in=2.4 out=12 read=0.24 write=3 write1h=4.8
        us-gov.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2.4 out=12 read=0.12 write=3 write1h=4.8
        us-gov.nvidia.nemotron-nano-12b-v2 c=128000 o=8192 has=tvUs in=0.24 out=0.72
        us-gov.nvidia.nemotron-nano-3-30b c=262144 o=8192 has=tVUs in=0.072 out=0.288
        us-gov.nvidia.nemotron-nano-9b-v2 c=128000 o=8192 has=tVUs in=0.072 out=0.276
        us-gov.nvidia.nemotron-super-3-120b c=256000 o=32768 has=tVUsr in=0.18 out=0.78
        us-gov.openai.gpt-oss-120b-1:0 c=128000 o=16384 has=tVsr in=0.18 out=0.72
        us-gov.openai.gpt-oss-20b-1:0 c=128000 o=16384 has=tVsr in=0.084 out=0.36
        us-gov.xai.grok-4.6 c=500000 o=500000 has=tvr in=2.64 out=7.92 read=0.66
        us.amazon.nova-2-lite-v1:0 c=1000000 o=64000 has=tvdsr in=0.33 out=2.75 read=0.0825 %flex in=0.165 out=1.375 read=0.04125 %priority in=0.5775 out=4.8125 read=0.144375
        us.amazon.nova-2-pro-preview-20251202-v1:0 c=1000000 o=64000 has=tvdsr in=1.375 out=11 read=0.34375 %priority in=2.40625 out=19.25
        us.amazon.nova-canvas-v1:0 mode=image_generation c=2600 has=h image=0.06
        us.amazon.nova-lite-v1:0 c=300000 o=10000 has=tvds in=0.06 out=0.24 read=0.015
        us.amazon.nova-micro-v1:0 c=128000 o=10000 has=ts in=0.035 out=0.14 read=0.00875
        us.amazon.nova-pro-v1:0 c=300000 o=10000 has=tvds in=0.8 out=3.2 read=0.2 %flex in=0.4 out=1.6 read=0.1 %priority in=1.4 out=5.6 read=0.35
        us.anthropic.claude-3-5-haiku-20241022-v1:0 c=200000 o=8192 has=tds in=0.8 out=4 read=0.08 write=1
        us.anthropic.claude-3-5-sonnet-20240620-v1:0 c=200000 o=4096 has=tvds in=3 out=15 read=0.3 write=3.75
        us.anthropic.claude-3-5-sonnet-20241022-v2:0 c=200000 o=8192 has=tvds in=3 out=15 read=0.3 write=3.75
        us.anthropic.claude-3-7-sonnet-20250219-v1:0 c=200000 o=8192 has=tvdsr in=3 out=15 read=0.3 write=3.75
        us.anthropic.claude-3-opus-20240229-v1:0 c=200000 o=4096 has=tvs in=15 out=75 read=1.5 write=18.75
        us.anthropic.claude-fable-5 c=1000000 o=128000 has=tvdUsrANmx in=11 out=55 read=1.1 write=13.75 write1h=22
        us.anthropic.claude-fable-5-1 c=1000000 o=128000 has=tvdsrANmx in=11 out=55 read=0.275 write=13.75 write1h=22
        us.anthropic.claude-haiku-4-5-20251001-v1:0 c=200000 o=64000 has=tvdUsr in=1.1 out=5.5 read=0.11 write=1.375 write1h=2.2
        us.anthropic.claude-haiku-5-5 c=1000000 o=128000 has=tvdsrAmx in=0.11 out=0.55 read=0.011 write=0.1375 write1h=0.22 >100000 in=0.55 out=2.75 read=0.055 write=0.6875 write1h=1.1
        us.anthropic.claude-mythos-5 c=1000000 o=128000 has=tvdsrANmx in=11 out=55 read=1.1 write=13.75 write1h=22
        us.anthropic.claude-mythos-5-1 c=1000000 o=128000 has=tvdsrANmx in=11 out=55 read=0.275 write=13.75 write1h=22
        us.anthropic.claude-mythos-preview c=1000000 o=128000 has=tvrN in=27.5 out=137.5 read=2.75 write=34.375 write1h=55
        us.anthropic.claude-opus-4-1-20250805-v1:0 c=200000 o=32000 has=tvdUsr in=15 out=75 read=1.5 write=18.75
        us.anthropic.claude-opus-4-20250514-v1:0 c=200000 o=32000 has=tvdsr in=15 out=75 read=1.5 write=18.75
        us.anthropic.claude-opus-4-5-20251101-v1:0 c=200000 o=64000 has=tvdUsr in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        us.anthropic.claude-opus-4-6-v1 c=1000000 o=128000 has=tvdUsrA in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        us.anthropic.claude-opus-4-7 c=1000000 o=128000 has=tvdUsrAx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        us.anthropic.claude-opus-4-8 c=1000000 o=128000 has=tvdUsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        us.anthropic.claude-opus-5 c=1000000 o=128000 has=tvdsrAmx in=5.5 out=27.5 read=0.55 write=6.875 write1h=11
        us.anthropic.claude-opus-5-5 c=1000000 o=128000 has=tvdsrANmx in=4.4 out=22 read=0.22 write=5.5 write1h=8.8
        us.anthropic.claude-sonnet-4-20250514-v1:0 c=200000 o=64000 has=tvdsrh in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        us.anthropic.claude-sonnet-4-5-20250929-v1:0 c=200000 o=64000 has=tvdUsr in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6 >200000 in=6.6 out=24.75 read=0.66 write=8.25 write1h=13.2
        us.anthropic.claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrA in=3.3 out=16.5 read=0.33 write=4.125 write1h=6.6
        us.anthropic.claude-sonnet-5 c=1000000 o=128000 has=tvdUsrAOmx in=2.2 out=11 read=0.22 write=2.75 write1h=4.4
        us.anthropic.claude-sonnet-5-5 c=1000000 o=128000 has=tvdsrANmx in=2.2 out=11 read=0.11 write=2.75 write1h=4.4
        us.cohere.embed-v4:0 mode=embedding c=128000 in=0.12 out=0
        us.deepseek.r1-v1:0 c=128000 o=8192 has=tVDUr in=1.35 out=5.4
        us.deepseek.v3.2 c=163840 o=163840 has=tVUsr in=0.62 out=1.85 %flex in=0.31 out=0.925 %priority in=1.085 out=3.2375
        us.meta.llama3-1-405b-instruct-v1:0 c=128000 o=4096 has=th in=2.4 out=2.4
        us.meta.llama3-1-70b-instruct-v1:0 c=128000 o=4096 has=t in=0.72 out=0.72
        us.meta.llama3-1-8b-instruct-v1:0 c=128000 o=4096 has=t in=0.22 out=0.22
        us.meta.llama3-2-11b-instruct-v1:0 c=128000 o=4096 has=tvh in=0.16 out=0.16
        us.meta.llama3-2-1b-instruct-v1:0 c=128000 o=4096 has=th in=0.1 out=0.1
        us.meta.llama3-2-3b-instruct-v1:0 c=128000 o=4096 has=th in=0.15 out=0.15
        us.meta.llama3-2-90b-instruct-v1:0 c=128000 o=4096 has=tvh in=0.72 out=0.72
        us.meta.llama3-3-70b-instruct-v1:0 c=128000 o=4096 has=t in=0.72 out=0.72
        us.meta.llama4-maverick-17b-instruct-v1:0 c=1000000 o=8192 has=tvUR in=0.24 out=0.97
        us.meta.llama4-scout-17b-instruct-v1:0 c=10000000 o=8192 has=tvUR in=0.17 out=0.66
        us.mistral.pixtral-large-2502-v1:0 c=128000 o=16384 has=t in=2 out=6
        us.moonshotai.kimi-k3 c=1000000 o=131072 has=tvUsr in=3.3 out=16.5 read=0.33 write=4.125 %flex in=1.65 out=8.25 read=0.165 write=2.0625 %priority in=5.775 out=28.875 read=0.5775 write=7.21875
        us.openai.gpt-5.4 c=922000 o=128000 has=tvrx in=2.75 out=16.5 read=0.275 >272000 in=5.5 out=24.75 read=0.55
        us.openai.gpt-5.5 c=922000 o=128000 has=tvrx in=5.5 out=33 read=0.55 >272000 in=11 out=49.5 read=1.1
        us.openai.gpt-5.6-luna c=922000 o=128000 has=tvrx in=0.22 out=1.32 read=0.022 write=0.275 >272000 in=0.44 out=1.98 read=0.044 write=0.55
        us.openai.gpt-5.6-sol c=922000 o=128000 has=tvrx in=4.4 out=22 read=0.44 write=5.5 >272000 in=8.8 out=33 read=0.88 write=11
        us.openai.gpt-5.6-terra c=922000 o=128000 has=tvrx in=2.2 out=13.2 read=0.22 write=2.75 >272000 in=4.4 out=19.8 read=0.44 write=5.5
        us.openai.gpt-6-astra c=922000 o=128000 has=tvrx in=11 out=55 read=1.1 write=13.75 >272000 in=22 out=82.5 read=2.2 write=27.5
        us.openai.gpt-6-luna c=922000 o=128000 has=tvrx in=0.11 out=0.55 read=0.011 write=0.1375 >272000 in=0.22 out=0.825 read=0.022 write=0.275
        us.openai.gpt-6-sol c=922000 o=128000 has=tvrx in=2.2 out=11 read=0.22 write=2.75 >272000 in=4.4 out=16.5 read=0.44 write=5.5
        us.openai.gpt-6.1-sol c=1000000 o=131072 has=tvrx in=2.2 out=11 read=0.11 write=2.75 >272000 in=4.4 out=16.5 read=0.22 write=5.5
        us.openai.gpt-6.1-terra c=922000 o=128000 has=tvrx in=1.1 out=5.5 read=0.055 write=1.375 >272000 in=2.2 out=8.25 read=0.11 write=2.75
        us.twelvelabs.pegasus-1-5-v1:0 c=261120 o=98304
        us.writer.palmyra-x4-v1:0 c=128000 o=8192 has=td in=2.5 out=10
        us.writer.palmyra-x5-v1:0 c=128000 o=8192 has=td in=0.6 out=6
        us.xai.grok-4.6 c=500000 o=500000 has=tvr in=2.2 out=6.6 read=0.55 %flex in=1.1 out=3.3 read=0.275 %priority in=3.85 out=11.55 read=0.9625
        us.xai.grok-4.7 c=524288 o=524288 has=tvr in=2.2 out=6.6 read=0.55 %flex in=1.1 out=3.3 read=0.275 %priority in=3.85 out=11.55 read=0.9625
        us.zai.glm-5.3 c=1000000 o=128000 has=tVUsr in=1.848 out=5.808 read=0.3432 write=2.31 %flex in=0.924 out=2.904 read=0.1716 write=1.155 %priority in=3.234 out=10.164 read=0.6006 write=4.0425
        writer.palmyra-vision-7b c=4096 o=4096 has=v in=0.15 out=0.6 %flex in=0.075 out=0.3 %priority in=0.2625 out=1.05
        writer.palmyra-x4-v1:0 c=128000 o=8192 has=tdVUr in=2.5 out=10
        writer.palmyra-x5-v1:0 c=128000 o=8192 has=tdVUr in=0.6 out=6
        xai.grok-4.3 c=1000000 o=131072 has=tvUsrh in=1.25 out=2.5 read=0.2
        zai.glm-4.7 c=203000 o=128000 has=tVDUsri in=0.6 out=2.2 %flex in=0.3 out=1.1 %priority in=1.05 out=3.85
        zai.glm-4.7-flash c=203000 o=128000 has=tVDUsr in=0.07 out=0.4 %flex in=0.035 out=0.2 %priority in=0.1225 out=0.7
        zai.glm-5 c=200000 o=128000 has=tVDUsri in=1 out=3.2 %priority in=1.75 out=5.6
        """#
}
