// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let mistral: StaticString = #"""
        codestral-2501 has=h in=0.3 out=0.9
        codestral-2508 c=128000 o=128000 has=ts in=0.3 out=0.9 read=0.03
        codestral-embed mode=embedding c=8192 in=0.15 read=0.015
        codestral-embed-2505 mode=embedding c=8192 in=0.15 read=0.015
        codestral-latest c=256000 o=128000 has=tVDUsR in=0.3 out=0.9 read=0.03
        codestral-mamba-latest c=256000 o=256000 in=0.25 out=0.25 read=0.025
        deepseek-v4-1-flash-1017 c=1048576 o=131072 has=tsr in=0.3 out=1.2 read=0.007
        devstral-2512 c=262144 o=262144 has=tVDURh in=0.4 out=2 read=0.04
        devstral-latest c=256000 o=256000 has=tVDUsrh in=0.4 out=2 read=0.04
        devstral-medium-2507 c=128000 o=128000 has=tVDURh in=0.4 out=2
        devstral-medium-latest c=256000 o=256000 has=tVDUsrh in=0.4 out=2 read=0.04
        devstral-small has=h in=0.06 out=0.12
        devstral-small-2505 c=128000 o=128000 has=tVDURh in=0.1 out=0.3
        devstral-small-2507 c=128000 o=128000 has=tVDURh in=0.1 out=0.3
        devstral-small-latest c=256000 o=256000 has=tsr in=0.1 out=0.3 read=0.01
        glm-5-2 c=1048576 o=131072 has=tsr in=1.4 out=4.4 read=0.14
        labs-devstral-small-2512 c=256000 o=256000 has=tvURh
        labs-leanstral-1-5 c=262144 o=131072 has=tsh
        labs-leanstral-1-5-1 c=262144 o=131072 has=ts
        magistral-medium has=h in=2 out=5
        magistral-medium-latest c=262144 o=262144 has=tvUsr in=1.5 out=7.5 read=0.15
        magistral-small c=128000 o=128000 has=tVDUrh in=0.5 out=1.5
        magistral-small-latest c=262144 o=262144 has=tvUsr in=0.15 out=0.6 read=0.015
        ministral-14b-2512 c=262144 o=262144 has=tvs in=0.2 out=0.2 read=0.02
        ministral-14b-latest c=262144 o=262144 has=tvs in=0.2 out=0.2 read=0.02
        ministral-3-14b-2512 c=262144 o=262144 has=tvs in=0.2 out=0.2 read=0.02
        ministral-3-3b-2512 c=131072 o=131072 has=tvs in=0.1 out=0.1 read=0.01
        ministral-3-8b-2512 c=262144 o=262144 has=tvs in=0.15 out=0.15 read=0.015
        ministral-3b has=h in=0.04 out=0.04
        ministral-3b-2512 c=131072 o=131072 has=tvs in=0.1 out=0.1 read=0.01
        ministral-3b-latest c=131072 o=131072 has=tvUsR in=0.1 out=0.1 read=0.01
        ministral-8b has=h in=0.1 out=1
        ministral-8b-2512 c=262144 o=262144 has=tvs in=0.15 out=0.15 read=0.015
        ministral-8b-latest c=262144 o=262144 has=tvUsR in=0.15 out=0.15 read=0.015
        mistral-7b has=h in=0.25 out=0.25
        mistral-code-agent-latest c=256000 o=256000 has=tsr in=0.4 out=2 read=0.04
        mistral-code-fim-latest c=128000 o=128000 has=ts in=0.3 out=0.9 read=0.03
        mistral-code-latest c=128000 o=128000 has=ts in=0.3 out=0.9 read=0.03
        mistral-embed mode=embedding c=8192 o=3072 has=TVDUR in=0.1
        mistral-embed-2312 mode=embedding c=8192 in=0.1
        mistral-large has=h in=2 out=6
        mistral-large-2407 has=h in=2 out=6
        mistral-large-2411 c=131072 o=16384 has=tVDURh in=2 out=6
        mistral-large-2512 c=262144 o=262144 has=tvUsR in=0.5 out=1.5 read=0.05
        mistral-large-3 c=262144 o=262144 has=tvs in=0.5 out=1.5 read=0.05
        mistral-large-4 c=1048576 o=1048576 has=tvsr in=1.36 out=4.18 read=0.14
        mistral-large-4-0 c=1048576 o=1048576 has=tvsr in=1.36 out=4.18 read=0.14
        mistral-large-latest c=262144 o=262144 has=tvUsR in=0.5 out=1.5 read=0.05
        mistral-medium c=262144 o=262144 has=tvsr in=1.5 out=7.5 read=0.15
        mistral-medium-2505 c=131072 o=131072 has=tvURh in=0.4 out=2
        mistral-medium-2508 c=262144 o=262144 has=tvURh in=0.4 out=2
        mistral-medium-2604 c=262144 o=262144 has=tvUsr in=1.5 out=7.5 read=0.15
        mistral-medium-3 c=262144 o=262144 has=tvsr in=1.5 out=7.5 read=0.15
        mistral-medium-3-5 c=262144 o=262144 has=tvsr in=1.5 out=7.5 read=0.15
        mistral-medium-3.5 c=262144 o=262144 has=tvsr in=1.5 out=7.5 read=0.15
        mistral-medium-latest c=262144 o=262144 has=tvUsr in=1.5 out=7.5 read=0.15
        mistral-nemo c=128000 o=128000 has=tVDURh in=0.15 out=0.15
        mistral-saba,mistral-saba-latest has=h in=0.2 out=0.6
        mistral-small c=32000 o=8191 has=tsr in=0.1 out=0.3 read=0.01
        mistral-small-24b-instruct-2501 has=h in=0.05 out=0.08
        mistral-small-2506 c=128000 o=16384 has=tvURh in=0.1 out=0.3
        mistral-small-2603 c=262144 o=262144 has=tvUsr in=0.15 out=0.6 read=0.015
        mistral-small-3.1-24b-instruct has=h in=0.351 out=0.555
        mistral-small-3.2-24b-instruct has=h in=0.075 out=0.2
        mistral-small-latest c=262144 o=262144 has=tvUsr in=0.15 out=0.6 read=0.015
        mistral-tiny c=32000 o=8191 has=s in=0.25 out=0.25 read=0.025
        mistral-vibe-cli-fast c=262144 o=262144 has=tvsr in=0.15 out=0.6 read=0.015
        mistral-vibe-cli-latest c=262144 o=262144 has=tvsr in=1.5 out=7.5 read=0.15
        mistral-vibe-cli-with-tools c=262144 o=262144 has=tvsr in=1.5 out=7.5 read=0.15
        mixtral-8x22b-instruct has=h in=0.9 out=0.9
        mixtral-8x7b has=h in=0.7 out=0.7
        open-mistral-7b c=8000 o=8000 has=tVDURh in=0.25 out=0.25
        open-mistral-nemo c=128000 o=128000 has=tVDUsRh in=0.3 out=0.3 read=0.03
        open-mixtral-8x22b c=64000 o=64000 has=tVDURh in=2 out=6
        open-mixtral-8x7b c=32000 o=32000 has=tVDURh in=0.7 out=0.7
        pixtral-12b,pixtral-12b-latest c=128000 o=128000 has=tvURh in=0.15 out=0.15
        pixtral-large-2411 has=h in=2 out=6
        pixtral-large-latest c=128000 o=128000 has=tvUsR in=2 out=6 read=0.2
        voxtral-mini-2602 mode=audio_transcription has=a second=0.00005
        voxtral-mini-latest mode=audio_transcription has=a second=0.00005
        voxtral-mini-realtime-2602 mode=audio_transcription has=a second=0.0001
        voxtral-mini-realtime-latest mode=audio_transcription has=a second=0.0001
        voxtral-mini-transcribe-3 mode=audio_transcription has=a second=0.0000583333
        voxtral-mini-transcribe-3-0 mode=audio_transcription has=a second=0.0000583333
        voxtral-mini-transcribe-realtime-2602 mode=audio_transcription has=a second=0.0001
        voxtral-mini-transcribe-realtime-3 mode=audio_transcription has=a second=0.000133333
        voxtral-mini-transcribe-realtime-3-0 mode=audio_transcription has=a second=0.000133333
        voxtral-mini-transcribe-realtime-latest mode=audio_transcription has=a second=0.0001
        voxtral-mini-tts-2603 mode=audio_speech char=16
        voxtral-mini-tts-3 mode=audio_speech char=13
        voxtral-mini-tts-3-0 mode=audio_speech char=13
        voxtral-mini-tts-latest mode=audio_speech char=16
        voxtral-small-24b-2507 has=h in=0.1 out=0.3 read=0.01
        voxtral-small-2507 c=32768 o=32768 has=tas in=0.1 out=0.4 read=0.01
        voxtral-small-latest c=32768 o=32768 has=tas in=0.1 out=0.4 read=0.01
        voxtral-small-transcribe-3 mode=audio_transcription has=a second=0.0000666667
        voxtral-small-transcribe-3-0 mode=audio_transcription has=a second=0.0000666667
        zai-glm-5 c=1048576 o=131072 has=tsr in=1.4 out=4.4 read=0.14
        zai-glm-5-2 c=1048576 o=131072 has=tsrh in=1.4 out=4.4 read=0.14
        zai-glm-5-3 c=1048576 o=131072 has=tsr in=1.4 out=4.4 read=0.14
        zai-glm-5-3-flash c=1048576 o=131072 has=tvsr in=0.15 out=0.5 read=0.03
        zai-glm-latest c=1048576 o=131072 has=tsr in=1.4 out=4.4 read=0.14
        """#
}
