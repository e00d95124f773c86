// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let azureOpenai: StaticString = #"""
        ada mode=embedding c=8191 in=0.11 out=0
        chat-latest c=272000 o=128000 has=tvdsr in=5 out=30 read=0.5
        claude-fable-5 c=1000000 o=128000 has=tvdUrh in=10 out=50 read=1 write=12.5
        claude-haiku-4-5 c=200000 o=64000 has=tvdUsrh in=1 out=5 read=0.1 write=1.25
        claude-opus-4-1 c=200000 o=32000 has=tvdUsrh in=15 out=75 read=1.5 write=18.75
        claude-opus-4-5 c=200000 o=64000 has=tvdUrh in=5 out=25 read=0.5 write=6.25
        claude-opus-4-6 c=200000 o=128000 has=tvdUrh in=5 out=25 read=0.5 write=6.25 >200000 in=10 out=37.5 read=1 write=12.5
        claude-opus-4-8 c=200000 o=128000 has=tvdUrh in=5 out=25 read=0.5 write=6.25 >200000 in=10 out=37.5 read=1 write=12.5
        claude-sonnet-4-5 c=200000 o=64000 has=tvdUsrh in=3 out=15 read=0.3 write=3.75
        claude-sonnet-4-6 c=1000000 o=64000 has=tvdUsrh in=3 out=15 read=0.3 write=3.75
        claude-sonnet-5 c=1000000 o=128000 has=tvdUsrOh in=2 out=10 read=0.2 write=2.5
        codestral-2501 c=256000 o=256000 has=tVDURh in=0.3 out=0.9
        codex-mini mode=responses c=200000 o=100000 has=tvdUsrh in=1.5 out=6 read=0.375
        cohere-command-a c=256000 o=8000 has=tVDUrh in=2.5 out=10
        cohere-command-r-08-2024 c=128000 o=4000 has=tVDURh in=0.15 out=0.6
        cohere-command-r-plus-08-2024 c=128000 o=4000 has=tVDURh in=2.5 out=10
        cohere-embed-v-4-0 mode=embedding c=128000 o=1536 has=vTURh in=0.12 out=0
        cohere-embed-v3-english mode=embedding c=512 o=1024 has=TVDURh in=0.1 out=0
        cohere-embed-v3-multilingual mode=embedding c=512 o=1024 has=TVDURh in=0.1 out=0
        command-r-plus c=128000 o=4096 has=th in=3 out=15
        computer-use-preview c=8192 o=1024 has=tvsr in=3 out=12
        deepseek-r1 c=163840 o=163840 has=TVDUrh in=1.35 out=5.4
        deepseek-r1-0528 c=163840 o=163840 has=tVDUrh in=1.35 out=5.4
        deepseek-v3-0324 c=131072 o=131072 has=tVDURh in=1.14 out=4.56
        deepseek-v3.1 c=131072 o=131072 has=tVDUrh in=0.56 out=1.68
        deepseek-v3.2 c=128000 o=128000 has=tVDUrh in=0.58 out=1.68
        deepseek-v3.2-speciale c=128000 o=128000 has=TVDUrh in=0.58 out=1.68
        deepseek-v4-flash c=1000000 o=384000 has=TVDUsrh in=0.19 out=0.51
        deepseek-v4-pro c=1000000 o=384000 has=TVDUsrh in=1.74 out=3.48
        gpt-3.5-turbo c=4097 o=4096 has=t in=0.5 out=1.5
        gpt-3.5-turbo-0125 c=16384 o=16384 has=TVDURh in=0.5 out=1.5
        gpt-3.5-turbo-0301 c=4096 o=4096 has=TVDURh in=1.5 out=2
        gpt-3.5-turbo-0613 c=16384 o=16384 has=TVDURh in=3 out=4
        gpt-3.5-turbo-1106 c=16384 o=16384 has=TVDURh in=1 out=2
        gpt-3.5-turbo-instruct c=4096 o=4096 has=TVDURh in=1.5 out=2
        gpt-35-turbo c=4097 o=4096 has=t in=0.5 out=1.5
        gpt-35-turbo-16k c=16385 o=4096 has=h in=3 out=4
        gpt-35-turbo-16k-0613 c=16385 o=4096 has=th in=3 out=4
        gpt-4 c=8192 o=4096 has=tVDURh in=30 out=60
        gpt-4-0125-preview c=128000 o=4096 has=t in=10 out=30
        gpt-4-0613 c=8192 o=4096 has=th in=30 out=60
        gpt-4-1106-preview c=128000 o=4096 has=t in=10 out=30
        gpt-4-32k c=32768 o=4096 has=tVDURh in=60 out=120
        gpt-4-32k-0613 c=32768 o=4096 has=h in=60 out=120
        gpt-4-turbo,gpt-4-turbo-2024-04-09 c=128000 o=4096 has=tvUSR in=11 out=33
        gpt-4-turbo-vision c=128000 o=4096 has=tvURh in=10 out=30
        gpt-4-turbo-vision-preview c=128000 o=4096 has=v in=11 out=33
        gpt-4.1,gpt-4.1-2025-04-14 c=1047576 o=32768 has=tvUsR in=2 out=8 read=0.5 %priority in=3.5 out=14 read=0.875
        gpt-4.1-mini,gpt-4.1-mini-2025-04-14 c=1047576 o=32768 has=tvUsR in=0.4 out=1.6 read=0.1 %priority in=0.7 out=2.8 read=0.175
        gpt-4.1-nano,gpt-4.1-nano-2025-04-14 c=1047576 o=32768 has=tvUsR in=0.1 out=0.4 read=0.025
        gpt-4.5-preview c=128000 o=16384 has=tvsh in=75 out=150 read=37.5
        gpt-4o,gpt-4o-2024-08-06,gpt-4o-2024-11-20 c=128000 o=16384 has=tvUsR in=2.5 out=10 read=1.25
        gpt-4o-2024-05-13 c=128000 o=4096 has=tvUsR in=5 out=15
        gpt-4o-audio-preview-2024-12-17 c=128000 o=16384 has=tV in=2.5 out=10 inaudio=40 outaudio=80
        gpt-4o-mini,gpt-4o-mini-2024-07-18 c=128000 o=16384 has=tvUsR in=0.15 out=0.6 read=0.075
        gpt-4o-mini-audio-preview-2024-12-17 c=128000 o=16384 has=tV in=0.15 out=0.6 inaudio=10 outaudio=20
        gpt-4o-mini-realtime-preview-2024-12-17 mode=realtime c=128000 o=4096 has=ta in=0.6 out=2.4 read=0.3 inaudio=10 outaudio=20
        gpt-4o-mini-transcribe mode=audio_transcription c=16000 o=2000 in=1.25 out=5 inaudio=3
        gpt-4o-mini-tts mode=audio_speech in=0.6 out=10 outaudio=12
        gpt-4o-realtime-preview-2024-10-01 mode=realtime c=128000 o=4096 has=tah in=5 out=20 read=2.5 inaudio=100 outaudio=200
        gpt-4o-realtime-preview-2024-12-17 mode=realtime c=16000 o=4096 has=ta in=5 out=20 read=2.5 inaudio=40 outaudio=80
        gpt-4o-transcribe mode=audio_transcription c=16000 o=2000 has=h in=2.5 out=10 inaudio=6
        gpt-4o-transcribe-diarize mode=audio_transcription c=16000 o=2000 in=2.5 out=10 inaudio=6
        gpt-5,gpt-5-2025-08-07 c=272000 o=128000 has=tvdUsr in=1.25 out=10 read=0.125 %priority in=2.5 out=20 read=0.25
        gpt-5-chat c=128000 o=16384 has=vTUrh in=1.25 out=10 read=0.125
        gpt-5-codex mode=responses c=400000 o=128000 has=tvdUsr in=1.25 out=10 read=0.125
        gpt-5-mini,gpt-5-mini-2025-08-07 c=272000 o=128000 has=tvdUsr in=0.25 out=2 read=0.025 %priority in=0.45 out=3.6 read=0.045
        gpt-5-nano,gpt-5-nano-2025-08-07 c=272000 o=128000 has=tvdUsr in=0.05 out=0.4 read=0.005
        gpt-5-pro mode=responses c=400000 o=128000 has=tvdUsr in=15 out=120
        gpt-5.1,gpt-5.1-2025-11-13 c=272000 o=128000 has=tvdasr in=1.25 out=10 read=0.125 %priority in=2.5 out=20 read=0.25
        gpt-5.1-chat c=128000 o=16384 has=tvasrh in=1.25 out=10 read=0.125
        gpt-5.1-codex mode=responses c=400000 o=128000 has=tvdasr in=1.25 out=10 read=0.125
        gpt-5.1-codex-2025-11-13 mode=responses c=400000 o=128000 has=tvdasr in=1.25 out=10 read=0.125 %priority in=2.5 out=20 read=0.25
        gpt-5.1-codex-max mode=responses c=400000 o=128000 has=tvdUsr in=1.25 out=10 read=0.125
        gpt-5.1-codex-mini mode=responses c=400000 o=128000 has=tvdUsr in=0.25 out=2 read=0.025
        gpt-5.1-codex-mini-2025-11-13 mode=responses c=400000 o=128000 has=tvdUsr in=0.25 out=2 read=0.025 %priority in=0.45 out=3.6 read=0.045
        gpt-5.2,gpt-5.2-2025-12-11 c=400000 o=128000 has=tvdUsr in=1.75 out=14 read=0.175 %priority in=3.5 out=28 read=0.35
        gpt-5.2-chat c=128000 o=16384 has=tvUsrh in=1.75 out=14 read=0.175
        gpt-5.2-codex mode=responses c=400000 o=128000 has=tvdUsr in=1.75 out=14 read=0.175
        gpt-5.2-pro,gpt-5.2-pro-2025-12-11 mode=responses c=272000 o=128000 has=tvdsr in=21 out=168
        gpt-5.3-chat c=128000 o=16384 has=tvUsrh in=1.75 out=14 read=0.175
        gpt-5.3-codex mode=responses c=400000 o=128000 has=tvdUsr in=1.75 out=14 read=0.175 %priority in=3.5 out=28 read=0.35
        gpt-5.4,gpt-5.4-2026-03-05 c=1050000 o=128000 has=tvdUsr in=2.5 out=15 read=0.25 >272000 in=5 out=22.5 read=0.5 %flex in=1.25 out=7.5 >272000 in=2.5 out=11.25 read=0.25 %priority in=5 out=30 read=0.5 >272000 in=10 out=45 read=1
        gpt-5.4-mini,gpt-5.4-mini-2026-03-17 c=400000 o=128000 has=tvdUsr in=0.75 out=4.5 read=0.075 %flex in=0.375 out=2.25 read=0.0375 %priority in=1.5 out=9 read=0.15
        gpt-5.4-nano,gpt-5.4-nano-2026-03-17 c=400000 o=128000 has=tvdUsr in=0.2 out=1.25 read=0.02 %flex in=0.1 out=0.625 read=0.01
        gpt-5.4-pro,gpt-5.4-pro-2026-03-05 mode=responses c=1050000 o=128000 has=tvdUSr in=30 out=180 read=3 >272000 in=60 out=270 read=6 %flex in=15 out=90 >272000 in=30 out=135
        gpt-5.5,gpt-5.5-2026-04-23,gpt-5.5-2026-04-24 c=1050000 o=128000 has=tvdUsr in=5 out=30 read=0.5 >272000 in=10 out=45 read=1 %priority in=12.5 out=75 read=1.25 >272000 in=20 out=90 read=2
        gpt-5.5-pro,gpt-5.5-pro-2026-04-23 mode=responses c=1050000 o=128000 has=tvdr in=30 out=180 read=3 >272000 in=60 out=270 read=6
        gpt-5.6 c=922000 o=128000 has=tvdsr in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10 %priority in=8 out=40 read=0.8 write=10 >272000 in=16 out=60 read=1.6 write=20
        gpt-5.6-luna,gpt-5.6-luna-2026-07-09 c=922000 o=128000 has=tvdsr in=0.2 out=1.2 read=0.02 write=0.25 >272000 in=0.4 out=1.8 read=0.04 write=0.5 %flex in=0.1 out=0.6 read=0.01 write=0.125 >272000 in=0.2 out=0.9 read=0.02 write=0.25 %priority in=0.4 out=2.4 read=0.04 write=0.5 >272000 in=0.8 out=3.6 read=0.08 write=1
        gpt-5.6-sol,gpt-5.6-sol-2026-07-09 c=922000 o=128000 has=tvdsr in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10 %flex in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5 %priority in=8 out=40 read=0.8 write=10 >272000 in=16 out=60 read=1.6 write=20
        gpt-5.6-terra,gpt-5.6-terra-2026-07-09 c=922000 o=128000 has=tvdsr in=2 out=12 read=0.2 write=2.5 >272000 in=4 out=18 read=0.4 write=5 %flex in=1 out=6 read=0.1 write=1.25 >272000 in=2 out=9 read=0.2 write=2.5 %priority in=4 out=24 read=0.4 write=5 >272000 in=8 out=36 read=0.8 write=10
        gpt-6-astra,gpt-6-astra-2026-09-03 c=922000 o=128000 has=tvdsr in=10 out=50 read=1 write=12.5 >272000 in=20 out=75 read=2 write=25
        gpt-6-luna,gpt-6-luna-2026-09-22 c=922000 o=128000 has=tvdsr in=0.1 out=0.5 read=0.01 write=0.125 >272000 in=0.2 out=0.75 read=0.02 write=0.25
        gpt-6-sol,gpt-6-sol-2026-09-22 c=922000 o=128000 has=tvdsr in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5 %priority in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10
        gpt-6.1-sol,gpt-6.1-sol-2026-09-29 c=922000 o=128000 has=tvdsr in=2 out=10 read=0.1 write=2.5 >272000 in=4 out=15 read=0.2 write=5
        gpt-6.1-terra c=922000 o=128000 has=tvdsr in=1 out=5 read=0.05 write=1.25 >272000 in=2 out=7.5 read=0.1 write=2.5
        gpt-audio,gpt-audio-2025-08-28 c=128000 o=16384 has=tV in=2.5 out=10 inaudio=40 outaudio=80
        gpt-audio-1.5 c=128000 o=16384 has=tV in=2.5 out=10 inaudio=32 outaudio=64
        gpt-audio-1.5-2026-02-23 c=128000 o=16384 has=taV in=2.5 out=10 inaudio=32 outaudio=64
        gpt-audio-mini c=128000 o=16384 has=tV in=0.6 out=2.4 inaudio=10 outaudio=20
        gpt-audio-mini-2025-10-06 c=128000 o=16384 has=taV in=0.6 out=2.4 inaudio=10 outaudio=20
        gpt-chat-latest c=128000 o=128000 has=tvdsr in=5 out=30 read=0.5
        gpt-image-1 mode=image_generation has=vTURh in=5 read=1.25 inimage=10 outimage=40 readimage=2.5
        gpt-image-1-mini mode=image_generation in=2 read=0.2 inimage=2.5 outimage=8 readimage=0.25
        gpt-image-1.5,gpt-image-1.5-2025-12-16 mode=image_generation has=vTUR in=5 out=10 read=1.25 inimage=8 outimage=32 readimage=2
        gpt-image-2,gpt-image-2-2026-04-21 mode=image_generation has=vdTUR in=5 read=1.25 inimage=8 outimage=30 readimage=2
        gpt-image-2.5-flare mode=image_generation has=vd in=5 read=1.25 inimage=8 outimage=30 readimage=2
        gpt-image-2.5-sunburst mode=image_generation has=vd in=5 read=1.25 inimage=8 outimage=30 readimage=2
        gpt-live-transcribe mode=audio_transcription c=32000 o=4096 has=a second=0.000283333333333
        gpt-realtime,gpt-realtime-2025-08-28 mode=realtime c=32000 o=4096 has=ta in=4 out=16 read=0.4 inaudio=32 inimage=5 outaudio=64
        gpt-realtime-1.5,gpt-realtime-1.5-2026-02-23 mode=realtime c=32000 o=4096 has=ta in=4 out=16 read=0.4 inaudio=32 inimage=5 outaudio=64
        gpt-realtime-2 mode=realtime c=32000 o=4096 has=ta in=4 out=24 read=0.4 inaudio=32 inimage=5 outaudio=64
        gpt-realtime-2.1 mode=realtime c=32000 o=4096 has=ta in=4 out=24 read=0.4 inaudio=32 inimage=5 outaudio=64
        gpt-realtime-2.1-mini mode=realtime c=32000 o=4096 has=ta in=0.6 out=2.4 read=0.06 inaudio=10 inimage=0.8 outaudio=20 readaudio=0.3
        gpt-realtime-mini,gpt-realtime-mini-2025-10-06 mode=realtime c=32000 o=4096 has=ta in=0.6 out=2.4 read=0.06 inaudio=10 inimage=0.8 outaudio=20 readaudio=0.3
        gpt-realtime-whisper mode=audio_transcription c=32000 o=4096 has=a second=0.000283333333333334
        gpt-transcribe mode=audio_transcription has=a second=0.000075
        grok-4-1-fast-non-reasoning c=128000 o=8192 has=tvURh in=0.2 out=0.5 read=0.05
        grok-4-1-fast-reasoning c=128000 o=8192 has=tvUrh in=0.2 out=0.5 read=0.05
        grok-4-20-non-reasoning c=262000 o=8192 has=tVDURh in=2 out=6
        grok-4-20-reasoning c=262000 o=8192 has=tVDUrh in=2 out=6
        grok-4-fast-reasoning c=2000000 o=30000 has=tvUrh in=0.2 out=0.5 read=0.05
        kimi-k2-thinking c=262144 o=262144 has=tVDUrh in=0.6 out=2.5 read=0.15
        kimi-k2.5 c=262144 o=262144 has=tvUsrOh in=0.6 out=3
        kimi-k2.6 c=262144 o=262144 has=tvUsrOh in=0.95 out=4
        llama-3.2-11b-vision-instruct c=128000 o=8192 has=tvURh in=0.37 out=0.37
        llama-3.2-90b-vision-instruct c=128000 o=8192 has=tvURh in=2.04 out=2.04
        llama-3.3-70b-instruct c=128000 o=32768 has=tVDURh in=0.71 out=0.71
        llama-4-maverick-17b-128e-instruct-fp8 c=128000 o=8192 has=tvURh in=0.25 out=1
        llama-4-scout-17b-16e-instruct c=128000 o=8192 has=tvURh in=0.2 out=0.78
        meta-llama-3-70b-instruct c=8192 o=2048 has=TVDURh in=2.68 out=3.54
        meta-llama-3-8b-instruct c=8192 o=2048 has=TVDURh in=0.3 out=0.61
        meta-llama-3.1-405b-instruct c=128000 o=32768 has=tVDURh in=5.33 out=16
        meta-llama-3.1-70b-instruct c=128000 o=32768 has=tVDURh in=2.68 out=3.54
        meta-llama-3.1-8b-instruct c=128000 o=32768 has=tVDURh in=0.3 out=0.61
        ministral-3b c=128000 o=8192 has=tVDURh in=0.04 out=0.04
        mistral-large-2402 c=32000 o=32000 has=t in=8 out=24
        mistral-large-2411 c=128000 o=32768 has=tVDURh in=2 out=6
        mistral-large-latest c=32000 o=32000 has=t in=8 out=24
        mistral-medium-2505 c=128000 o=128000 has=tvURh in=0.4 out=2
        mistral-nemo c=128000 o=128000 has=tVDURh in=0.15 out=0.15
        mistral-small-2503 c=128000 o=32768 has=tvURh in=0.1 out=0.3
        model-router c=200000 o=32768 has=tvUR in=0.14 out=0
        o1,o1-2024-12-17 c=200000 o=100000 has=tvUrh in=15 out=60 read=7.5
        o1-mini,o1-mini-2024-09-12 c=128000 o=65536 has=tVDUr in=1.1 out=4.4 read=0.55
        o1-preview,o1-preview-2024-09-12 has=h in=15 out=60 read=7.5
        o3,o3-2025-04-16 c=200000 o=100000 has=tvUsrh in=2 out=8 read=0.5
        o3-deep-research mode=responses c=200000 o=100000 has=tvdsrh in=10 out=40 read=2.5
        o3-mini,o3-mini-2025-01-31 c=200000 o=100000 has=tVDUsrh in=1.1 out=4.4 read=0.55
        o3-pro,o3-pro-2025-06-10 mode=responses c=200000 o=100000 has=tvsrh in=20 out=80
        o4-mini,o4-mini-2025-04-16 c=200000 o=100000 has=tvUsrh in=1.1 out=4.4 read=0.275
        phi-3-medium-128k-instruct c=128000 o=4096 has=TVDURh in=1 out=1
        phi-3-medium-4k-instruct c=4096 o=1024 has=TVDURh in=0.17 out=0.68
        phi-3-mini-128k-instruct c=128000 o=4096 has=TVDURh in=0.1 out=0.1
        phi-3-mini-4k-instruct c=4096 o=1024 has=TVDURh in=0.13 out=0.52
        phi-3-small-128k-instruct c=128000 o=4096 has=TVDURh in=0.15 out=0.6
        phi-3-small-8k-instruct c=8192 o=2048 has=TVDURh in=0.15 out=0.6
        phi-3.5-mini-128k-instruct has=h in=0.1 out=0.1
        phi-3.5-mini-instruct c=128000 o=4096 has=TVDURh in=0.13 out=0.52
        phi-3.5-moe-instruct c=128000 o=4096 has=TVDURh in=0.16 out=0.64
        phi-4 c=128000 o=4096 has=TVDURh in=0.07 out=0.14
        phi-4-mini c=128000 o=4096 has=tVDURh in=0.075 out=0.3
        phi-4-mini-instruct has=h in=0.08 out=0.35
        phi-4-mini-reasoning c=128000 o=4096 has=tVDUrh in=0.075 out=0.3
        phi-4-multimodal c=128000 o=4096 has=vaTRh in=0.08 out=0.32 inaudio=4
        phi-4-multimodal-instruct has=h in=0.05 out=0.1
        phi-4-reasoning c=32000 o=4096 has=TVDUrh in=0.125 out=0.5
        phi-4-reasoning-plus c=32000 o=4096 has=TVDUrh in=0.07 out=0.35
        speech/azure-stt mode=audio_transcription second=0.0002777778
        speech/azure-tts mode=audio_speech char=15
        speech/azure-tts-hd mode=audio_speech char=30
        text-embedding-3-large mode=embedding c=8192 o=3072 has=TVDUR in=0.143 out=0
        text-embedding-3-small mode=embedding c=8192 o=1536 has=TVDUR in=0.022 out=0
        text-embedding-ada mode=embedding has=h in=0.1
        text-embedding-ada-002 mode=embedding c=8192 o=1536 has=TVDUR in=0.11 out=0
        text-embedding-ada-002-v2 mode=embedding has=h in=0.1
        tts-1 mode=audio_speech char=15
        tts-1-hd mode=audio_speech char=33
        us-gov/gpt-5.1 c=272000 o=128000 has=tvdsr in=1.71875 out=13.75 read=0.171875
        us-gov/o3-mini c=200000 o=100000 has=Vsr in=1.513 out=6.05 read=0.757
        us-gov/text-embedding-3-large mode=embedding c=8191 in=0.163 out=0
        us-gov/text-embedding-3-small mode=embedding c=8191 in=0.025 out=0
        whisper mode=audio_transcription second=0.0001
        whisper-1 mode=audio_transcription second=0.0001
        wizardlm-2-8x22b has=h in=0.48 out=0.48
        """#
}
