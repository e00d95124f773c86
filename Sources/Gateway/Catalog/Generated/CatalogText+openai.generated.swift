// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let openai: StaticString = #"""
        ada has=h in=0.4 out=0.4
        babbage has=h in=0.5 out=0.5
        chat-latest c=400000 o=128000 has=tvdsr in=5 out=30 read=0.5
        chatgpt-4o-latest has=h in=5 out=15
        chatgpt-image-latest mode=image_generation has=vTUR in=5 out=10 read=1.25 inimage=8 outimage=32 readimage=2
        codex-mini,codex-mini-latest has=h in=1.5 out=6 read=0.375
        computer-use has=h in=3 out=12
        computer-use-preview,computer-use-preview-2025-03-11 c=8192 o=1024 has=tvdrh in=3 out=12
        curie has=h in=2 out=2
        dall-e-2 mode=image_generation has=h image=0.02 pic=:256x256:0.016,:512x512:0.018,:1024x1024:0.02
        dall-e-3 mode=image_generation has=h image=0.04 pic=standard:1024x1024:0.04,standard:1024x1792:0.08,standard:1792x1024:0.08,:1024x1024:0.04,:1024x1792:0.08,:1792x1024:0.08,hd::0.08,hd:1024x1024:0.08,hd:1024x1792:0.12,hd:1792x1024:0.12
        davinci has=h in=20 out=20
        daybreak-blue-latest c=922000 o=128000 has=tvdsr in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10
        daybreak-red-latest c=400000 o=128000 has=tvdsr in=12.5 out=75 read=1.25 write=15.625 >272000 in=25 out=112.5 read=2.5 write=31.25
        ft:gpt-3.5-turbo c=16385 o=4096 has=h in=3 out=6
        ft:gpt-3.5-turbo- has=h in=3 out=6
        ft:gpt-3.5-turbo-0125 c=16385 o=4096 has=h in=3 out=6
        ft:gpt-3.5-turbo-0613 c=4096 o=4096 has=h in=3 out=6
        ft:gpt-3.5-turbo-1106 c=16385 o=4096 has=h in=3 out=6
        ft:gpt-4-0613 c=8192 o=4096 has=th in=30 out=60
        ft:gpt-4.1-2025-04-14 c=1047576 o=32768 has=tsh in=3 out=12 read=0.75
        ft:gpt-4.1-mini-2025-04-14 c=1047576 o=32768 has=tsh in=0.8 out=3.2 read=0.2
        ft:gpt-4.1-nano-2025-04-14 c=1047576 o=32768 has=tsh in=0.2 out=0.8 read=0.05
        ft:gpt-4o-2024-08-06 c=128000 o=16384 has=tvdsh in=3.75 out=15 read=1.875
        ft:gpt-4o-2024-11-20 c=128000 o=16384 has=tdsh in=3.75 out=15 write=1.875
        ft:gpt-4o-mini-2024-07-18 c=128000 o=16384 has=tdsh in=0.3 out=1.2 read=0.15
        ft:o4-mini-2025-04-16 c=200000 o=100000 has=tsrh in=4 out=16 read=1
        gpt-3.5-0301 has=h in=1.5 out=2
        gpt-3.5-turbo c=16385 o=4096 has=tVDUSRh in=0.5 out=1.5
        gpt-3.5-turbo-0125 c=16385 o=4096 has=th in=0.5 out=1.5
        gpt-3.5-turbo-0301 has=h in=1.5 out=2
        gpt-3.5-turbo-0613 c=16385 has=h in=1.5 out=2
        gpt-3.5-turbo-1106 c=16385 o=4096 has=th in=1 out=2
        gpt-3.5-turbo-16k c=16385 o=4096 has=h in=3 out=4
        gpt-3.5-turbo-16k-0613 c=16385 has=h in=3 out=4
        gpt-3.5-turbo-instruct c=16385 has=h in=1.5 out=2
        gpt-3.5-turbo-instruct-0914 c=16385 has=h in=1.5 out=2
        gpt-35-turbo c=16385 has=h in=0.5 out=1.5
        gpt-35-turbo-16k c=16385 has=h in=3 out=4
        gpt-35-turbo-16k-0613 c=16385 has=h in=3 out=4
        gpt-4 c=8192 o=4096 has=tVDUSRh in=30 out=60
        gpt-4-0125-preview c=128000 has=h in=10 out=30
        gpt-4-0314 c=8192 has=h in=30 out=60
        gpt-4-0613 c=8192 o=4096 has=th in=30 out=60
        gpt-4-1106-preview c=128000 o=4096 has=th in=10 out=30
        gpt-4-1106-vision-preview c=128000 has=h in=10 out=30
        gpt-4-32k c=32000 has=h in=60 out=120
        gpt-4-32k-0314 c=32000 has=h in=60 out=120
        gpt-4-32k-0613 c=32000 has=h in=60 out=120
        gpt-4-turbo,gpt-4-turbo-2024-04-09 c=128000 o=4096 has=tvdUSRh in=10 out=30
        gpt-4-turbo-0125-preview c=128000 has=h in=10 out=30
        gpt-4-turbo-preview c=128000 has=h in=10 out=30
        gpt-4-vision-preview c=128000 has=h in=10 out=30
        gpt-4.1,gpt-4.1-2025-04-14 c=1047576 o=32768 has=tvdUsR in=2 out=8 read=0.5 %priority in=3.5 out=14 read=0.875
        gpt-4.1-mini,gpt-4.1-mini-2025-04-14 c=1047576 o=32768 has=tvdUsR in=0.4 out=1.6 read=0.1 %priority in=0.7 out=2.8 read=0.175
        gpt-4.1-nano,gpt-4.1-nano-2025-04-14 c=1047576 o=32768 has=tvdUsRh in=0.1 out=0.4 read=0.025 %priority in=0.2 out=0.8 read=0.05
        gpt-4.5-preview has=h in=75 out=150 read=37.5
        gpt-4o,gpt-4o-2024-08-06,gpt-4o-2024-11-20 c=128000 o=16384 has=tvdUsR in=2.5 out=10 read=1.25 %priority in=4.25 out=17 read=2.125
        gpt-4o-2024-05-13 c=128000 o=4096 has=tvdUsRh in=5 out=15 %priority in=8.75 out=26.25
        gpt-4o-audio-preview c=128000 o=16384 has=h in=2.5 out=10 inaudio=40 outaudio=80
        gpt-4o-audio-preview-2024-12-17,gpt-4o-audio-preview-2025-06-03 c=128000 o=16384 has=ta in=2.5 out=10 inaudio=40 outaudio=80
        gpt-4o-mini,gpt-4o-mini-2024-07-18 c=128000 o=16384 has=tvdUsR in=0.15 out=0.6 read=0.075 %priority in=0.25 out=1 read=0.125
        gpt-4o-mini-2024-07-18.ft- has=h in=0.3 out=1.2
        gpt-4o-mini-audio-preview c=128000 o=16384 has=h in=0.15 out=0.6 inaudio=10 outaudio=20
        gpt-4o-mini-audio-preview-2024-12-17 c=128000 o=16384 has=ta in=0.15 out=0.6 inaudio=10 outaudio=20
        gpt-4o-mini-realtime-preview mode=realtime c=16000 o=4096 has=h in=0.6 out=2.4 read=0.3 inaudio=10 outaudio=20
        gpt-4o-mini-realtime-preview-2024-12-17 mode=realtime c=128000 o=4096 has=ta in=0.6 out=2.4 read=0.3 inaudio=10 outaudio=20
        gpt-4o-mini-search-preview c=128000 o=16384 has=tvds in=0.15 out=0.6 read=0.075
        gpt-4o-mini-search-preview-2025-03-11 c=128000 o=16384 has=tvdsh in=0.15 out=0.6 read=0.075
        gpt-4o-mini-transcribe,gpt-4o-mini-transcribe-2025-03-20,gpt-4o-mini-transcribe-2025-12-15 mode=audio_transcription c=16000 o=2000 in=1.25 out=5
        gpt-4o-mini-tts,gpt-4o-mini-tts-2025-03-20,gpt-4o-mini-tts-2025-12-15 mode=audio_speech c=2000 in=0.6 out=10 outaudio=12
        gpt-4o-realtime-preview mode=realtime c=32000 o=4096 has=h in=5 out=20 read=2.5 inaudio=40 outaudio=80
        gpt-4o-search-preview c=128000 o=16384 has=tvds in=2.5 out=10 read=1.25
        gpt-4o-search-preview-2025-03-11 c=128000 o=16384 has=tvdsh in=2.5 out=10 read=1.25
        gpt-4o-transcribe mode=audio_transcription c=16000 o=2000 in=2.5 out=10
        gpt-4o-transcribe-diarize mode=audio_transcription c=16000 o=2000 in=2.5 out=10
        gpt-4o:extended has=h in=6 out=18
        gpt-5,gpt-5-2025-08-07 c=400000 o=128000 has=tvdUsr in=1.25 out=10 read=0.125 %flex in=0.625 out=5 read=0.0625 %priority in=2.5 out=20 read=0.25
        gpt-5-1,gpt-5-1-2025-11-13 c=400000 has=h in=1.25 out=10 read=0.125
        gpt-5-1-chat,gpt-5-1-chat-latest c=400000 has=h in=1.25 out=10 read=0.125
        gpt-5-1-codex c=400000 has=h in=1.25 out=10 read=0.125
        gpt-5-1-codex-max c=400000 has=h in=1.25 out=10 read=0.125
        gpt-5-1-codex-mini c=400000 has=h in=0.25 out=2 read=0.025
        gpt-5-1-mini c=400000 has=h in=0.25 out=2 read=0.025
        gpt-5-2,gpt-5-2-2025-12-11 c=400000 has=h in=1.75 out=14 read=0.175
        gpt-5-2-chat,gpt-5-2-chat-latest c=400000 has=h in=1.75 out=14 read=0.175
        gpt-5-2-codex c=400000 has=h in=1.75 out=14 read=0.175
        gpt-5-2-pro-2025-12-11 c=400000 has=h in=21 out=168
        gpt-5-3 c=128000 has=h in=1.75 out=14 read=0.175
        gpt-5-3-chat,gpt-5-3-chat-latest c=128000 has=h in=1.75 out=14 read=0.175
        gpt-5-3-codex c=400000 has=h in=1.75 out=14 read=0.175
        gpt-5-4,gpt-5-4-2026-03-05 c=1050000 has=h in=2.5 out=15 read=0.25 >272000 in=5 out=22.5 read=0.5
        gpt-5-4-mini,gpt-5-4-mini-2026-03-17 c=400000 has=h in=0.75 out=4.5 read=0.075
        gpt-5-4-nano,gpt-5-4-nano-2026-03-17 c=400000 has=h in=0.2 out=1.25 read=0.02
        gpt-5-4-pro,gpt-5-4-pro-2026-03-05 c=1050000 has=h in=30 out=180 >272000 in=60 out=270
        gpt-5-5,gpt-5-5-2026-04-23,gpt-5-5-2026-04-24 c=1000000 has=h in=5 out=30 read=0.5
        gpt-5-5-chat,gpt-5-5-chat-latest c=1000000 has=h in=5 out=30 read=0.5
        gpt-5-5-codex c=1000000 has=h in=5 out=30 read=0.5
        gpt-5-5-pro,gpt-5-5-pro-2026-04-23 c=1000000 has=h in=30 out=180
        gpt-5-6 c=1050000 has=h in=5 out=30 read=0.5 write=6.25 >272000 in=10 out=45 read=1 write=12.5
        gpt-5-6-luna c=1050000 has=h in=0.2 out=1.2 read=0.02 write=0.25 >272000 in=0.4 out=1.8 read=0.04 write=0.5
        gpt-5-6-sol c=1050000 has=h in=5 out=30 read=0.5 write=6.25 >272000 in=10 out=45 read=1 write=12.5
        gpt-5-6-terra c=1050000 has=h in=2 out=12 read=0.2 write=2.5 >272000 in=4 out=18 read=0.4 write=5
        gpt-5-chat c=128000 o=16384 has=vdTsrh in=1.25 out=10 read=0.125
        gpt-5-chat-latest c=128000 o=16384 has=tvdUsrh in=1.25 out=10 read=0.125
        gpt-5-codex mode=responses c=400000 o=128000 has=tvdUsrh in=1.25 out=10 read=0.125
        gpt-5-image has=h in=10 out=10 read=1.25
        gpt-5-image-mini has=h in=2.5 out=2 read=0.25
        gpt-5-mini,gpt-5-mini-2025-08-07 c=400000 o=128000 has=tvdUsr in=0.25 out=2 read=0.025 %flex in=0.125 out=1 read=0.0125 %priority in=0.45 out=3.6 read=0.045
        gpt-5-nano,gpt-5-nano-2025-08-07 c=400000 o=128000 has=tvdUsr in=0.05 out=0.4 read=0.005 %flex in=0.025 out=0.2 read=0.0025
        gpt-5-pro,gpt-5-pro-2025-10-06 mode=responses c=400000 o=272000 has=tvdUsr in=15 out=120
        gpt-5-search-api,gpt-5-search-api-2025-10-14 c=272000 o=128000 has=tvds in=1.25 out=10 read=0.125
        gpt-5.1,gpt-5.1-2025-11-13 c=400000 o=128000 has=tvdUsr in=1.25 out=10 read=0.125 %flex in=0.625 out=5 read=0.0625 %priority in=2.5 out=20 read=0.25
        gpt-5.1-chat c=400000 has=h in=1.25 out=10 read=0.125
        gpt-5.1-chat-latest c=128000 o=16384 has=tvdUsrh in=1.25 out=10 read=0.125
        gpt-5.1-codex mode=responses c=400000 o=128000 has=tvdUsrh in=1.25 out=10 read=0.125
        gpt-5.1-codex-max mode=responses c=400000 o=128000 has=tvdUsrh in=1.25 out=10 read=0.125
        gpt-5.1-codex-mini mode=responses c=400000 o=128000 has=tvdUsrh in=0.25 out=2 read=0.025
        gpt-5.1-mini c=400000 has=h in=0.25 out=2 read=0.025
        gpt-5.2,gpt-5.2-2025-12-11 c=400000 o=128000 has=tvdUsr in=1.75 out=14 read=0.175 %flex in=0.875 out=7 read=0.0875 %priority in=3.5 out=28 read=0.35
        gpt-5.2-chat c=400000 has=h in=1.75 out=14 read=0.175
        gpt-5.2-chat-latest c=128000 o=16384 has=tvdUsrh in=1.75 out=14 read=0.175
        gpt-5.2-codex mode=responses c=400000 o=128000 has=tvdUsrh in=1.75 out=14 read=0.175
        gpt-5.2-pro,gpt-5.2-pro-2025-12-11 mode=responses c=400000 o=128000 has=tvdUsr in=21 out=168
        gpt-5.3 c=128000 has=h in=1.75 out=14 read=0.175
        gpt-5.3-chat c=128000 has=h in=1.75 out=14 read=0.175
        gpt-5.3-chat-latest c=128000 o=16384 has=tvdUsrh in=1.75 out=14 read=0.175
        gpt-5.3-codex mode=responses c=400000 o=128000 has=tvdUsr in=1.75 out=14 read=0.175 %priority in=3.5 out=28 read=0.35
        gpt-5.3-codex-spark c=128000 o=32000 has=tvdUsrh in=1.75 out=14 read=0.175
        gpt-5.4,gpt-5.4-2026-03-05 c=1050000 o=128000 has=tvdUsr in=2.5 out=15 read=0.25 >272000 in=5 out=22.5 read=0.5 %flex in=1.25 out=7.5 read=0.13 >272000 in=2.5 out=11.25 read=0.25 %priority in=5 out=30 read=0.5
        gpt-5.4-image-2 has=h in=8 out=15 read=2
        gpt-5.4-mini,gpt-5.4-mini-2026-03-17 c=400000 o=128000 has=tvdUsr in=0.75 out=4.5 read=0.075 %flex in=0.375 out=2.25 read=0.0375 %priority in=1.5 out=9 read=0.15
        gpt-5.4-nano,gpt-5.4-nano-2026-03-17 c=400000 o=128000 has=tvdUsr in=0.2 out=1.25 read=0.02 %flex in=0.1 out=0.625 read=0.01
        gpt-5.4-pro,gpt-5.4-pro-2026-03-05 mode=responses c=1050000 o=128000 has=tvdUSr in=30 out=180 >272000 in=60 out=270 %flex in=15 out=90 >272000 in=30 out=135
        gpt-5.5,gpt-5.5-2026-04-23 c=1050000 o=128000 has=tvdUsr in=5 out=30 read=0.5 >272000 in=10 out=45 read=1 %flex in=2.5 out=15 read=0.25 >272000 in=5 out=22.5 read=0.5 %priority in=12.5 out=75 read=1.25
        gpt-5.5-2026-04-24 c=1050000 o=128000 has=tvdUsrh in=5 out=30 read=0.5 >272000 in=10 out=45 read=1
        gpt-5.5-chat,gpt-5.5-chat-latest c=1000000 has=h in=5 out=30 read=0.5
        gpt-5.5-codex c=1000000 has=h in=5 out=30 read=0.5
        gpt-5.5-cyber has=r in=12.5 out=75 read=1.25
        gpt-5.5-cyber-preview has=r in=12.5 out=75 read=1.25
        gpt-5.5-pro,gpt-5.5-pro-2026-04-23 mode=responses c=1050000 o=128000 has=tvdUsr in=30 out=180 >272000 in=60 out=270 %flex in=15 out=90
        gpt-5.6 c=922000 o=128000 has=tvdsr in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10 %flex in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5 %priority in=8 out=40 read=0.8 write=10 >272000 in=16 out=60 read=1.6 write=20
        gpt-5.6-cyber c=400000 o=128000 has=tvdsr in=12.5 out=75 read=1.25 write=15.625 >272000 in=25 out=112.5 read=2.5 write=31.25
        gpt-5.6-luna c=922000 o=128000 has=tvdsr in=0.2 out=1.2 read=0.02 write=0.25 >272000 in=0.4 out=1.8 read=0.04 write=0.5 %flex in=0.1 out=0.6 read=0.01 write=0.125 >272000 in=0.2 out=0.9 read=0.02 write=0.25 %priority in=0.4 out=2.4 read=0.04 write=0.5 >272000 in=0.8 out=3.6 read=0.08 write=1
        gpt-5.6-sol c=922000 o=128000 has=tvdsr in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10 %flex in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5 %priority in=8 out=40 read=0.8 write=10 >272000 in=16 out=60 read=1.6 write=20
        gpt-5.6-terra c=922000 o=128000 has=tvdsr in=2 out=12 read=0.2 write=2.5 >272000 in=4 out=18 read=0.4 write=5 %flex in=1 out=6 read=0.1 write=1.25 >272000 in=2 out=9 read=0.2 write=2.5 %priority in=4 out=24 read=0.4 write=5 >272000 in=8 out=36 read=0.8 write=10
        gpt-6-astra c=922000 o=128000 has=tvdsr in=10 out=50 read=1 write=12.5 >272000 in=20 out=75 read=2 write=25 %flex in=5 out=25 read=0.5 write=6.25 >272000 in=10 out=37.5 read=1 write=12.5 %priority in=20 out=100 read=2 write=25 >272000 in=40 out=150 read=4 write=50
        gpt-6-astra-law c=922000 o=128000 has=tvdsr in=10 out=50 read=1
        gpt-6-luna c=922000 o=128000 has=tvdsr in=0.1 out=0.5 read=0.01 write=0.125 >272000 in=0.2 out=0.75 read=0.02 write=0.25 %flex in=0.05 out=0.25 read=0.005 write=0.0625 >272000 in=0.1 out=0.375 read=0.01 write=0.125 %priority in=0.2 out=1 read=0.02 write=0.25 >272000 in=0.4 out=1.5 read=0.04 write=0.5
        gpt-6-rosalind c=922000 o=128000 has=tvdsr in=15 out=75 read=1.5 write=18.75 >272000 in=30 out=112.5 read=3 write=37.5
        gpt-6-sol c=922000 o=128000 has=tvdsr in=2 out=10 read=0.2 write=2.5 >272000 in=4 out=15 read=0.4 write=5 %flex in=1 out=5 read=0.1 write=1.25 >272000 in=2 out=7.5 read=0.2 write=2.5 %priority in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10
        gpt-6.1-sol c=922000 o=128000 has=tvdsr in=2 out=10 read=0.1 write=2.5 >272000 in=4 out=15 read=0.2 write=5 %flex in=1 out=5 read=0.05 write=1.25 >272000 in=2 out=7.5 read=0.1 write=2.5 %priority in=4 out=20 read=0.2 write=5 >272000 in=8 out=30 read=0.4 write=10
        gpt-6.1-terra c=922000 o=128000 has=tvdsr in=1 out=5 read=0.05 write=1.25 >272000 in=2 out=7.5 read=0.1 write=2.5 %flex in=0.5 out=2.5 read=0.025 write=0.625 >272000 in=1 out=3.75 read=0.05 write=1.25 %priority in=2 out=10 read=0.1 write=2.5 >272000 in=4 out=15 read=0.2 write=5
        gpt-audio,gpt-audio-2025-08-28 c=128000 o=16384 has=taV in=2.5 out=10 inaudio=32 outaudio=64
        gpt-audio-1.5 c=128000 o=16384 has=taV in=2.5 out=10 inaudio=32 outaudio=64
        gpt-audio-mini,gpt-audio-mini-2025-12-15 c=128000 o=16384 has=taV in=0.6 out=2.4 inaudio=10 outaudio=20
        gpt-audio-mini-2025-10-06 c=128000 o=16384 has=taVh in=0.6 out=2.4 inaudio=10 outaudio=20
        gpt-chat-latest has=h in=5 out=30 read=0.5
        gpt-daybreak-blue-latest mode=responses c=922000 o=128000 has=tvdsr in=4 out=20 read=0.4 write=5 >272000 in=8 out=30 read=0.8 write=10
        gpt-daybreak-red-latest mode=responses c=400000 o=128000 has=tvdsr in=12.5 out=75 read=1.25 write=15.625 >272000 in=25 out=112.5 read=2.5 write=31.25
        gpt-image-1 mode=image_generation has=vTURh in=5 read=1.25 inimage=10 outimage=40 readimage=2.5
        gpt-image-1-mini mode=image_generation has=vTUR in=2 read=0.2 inimage=2.5 outimage=8 readimage=0.25
        gpt-image-1.5,gpt-image-1.5-2025-12-16 mode=image_generation has=vdTUR in=5 out=10 read=1.25 inimage=8 outimage=32 readimage=2
        gpt-image-2,gpt-image-2-2026-04-21 mode=image_generation has=vdTUR in=5 read=1.25 inimage=8 outimage=30 readimage=2
        gpt-image-2.5-flare,gpt-image-2.5-flare-2026-09-08 mode=image_generation has=vd in=5 read=1.25 inimage=8 outimage=30 readimage=2
        gpt-image-2.5-sunburst,gpt-image-2.5-sunburst-2026-09-08 mode=image_generation has=vd in=5 read=1.25 inimage=8 outimage=30 readimage=2
        gpt-live-transcribe mode=audio_transcription has=a second=0.000283333333333
        gpt-oss-120b has=h in=0.039 out=0.18
        gpt-oss-20b has=h in=0.029 out=0.14
        gpt-oss-safeguard-20b has=h in=0.075 out=0.3 read=0.037
        gpt-realtime,gpt-realtime-2025-08-28 mode=realtime c=32000 o=4096 has=ta in=4 out=16 read=0.4 inaudio=32 inimage=5 outaudio=64 readimage=0.5
        gpt-realtime-1.5 mode=realtime c=32000 o=4096 has=ta in=4 out=16 read=0.4 inaudio=32 inimage=5 outaudio=64 readimage=0.5
        gpt-realtime-2 mode=realtime c=128000 o=32000 has=ta in=4 out=24 read=0.4 inaudio=32 inimage=5 outaudio=64 readimage=0.5
        gpt-realtime-2.1 mode=realtime c=128000 o=32000 has=ta in=4 out=24 read=0.4 inaudio=32 inimage=5 outaudio=64 readimage=0.5
        gpt-realtime-2.1-mini mode=realtime c=128000 o=32000 has=ta in=0.6 out=2.4 read=0.06 inaudio=10 inimage=0.8 outaudio=20 readaudio=0.3 readimage=0.08
        gpt-realtime-mini mode=realtime c=32000 o=4096 has=ta in=0.6 out=2.4 read=0.06 inaudio=10 inimage=0.8 outaudio=20 readaudio=0.3 readimage=0.08
        gpt-realtime-mini-2025-10-06 has=h in=0.6 out=2.4 read=0.06 inaudio=10 inimage=0.8 outaudio=20 readaudio=0.3 readimage=0.08
        gpt-realtime-mini-2025-12-15 mode=realtime c=128000 o=4096 has=ta in=0.6 out=2.4 read=0.06 inaudio=10 inimage=0.8 outaudio=20 readaudio=0.3 readimage=0.08
        gpt-realtime-whisper mode=audio_transcription has=a second=0.000283333333333
        gpt-rosalind-discovery in=5 out=25 read=0.5
        gpt-rosalind-research in=5 out=25 read=0.5
        gpt-transcribe mode=audio_transcription has=a second=0.000075
        o1,o1-2024-12-17 c=200000 o=100000 has=tvdUsrh in=15 out=60 read=7.5
        o1-mini,o1-mini-2024-09-12 c=128000 o=65536 has=h in=1.1 out=4.4 read=0.55
        o1-preview,o1-preview-2024-09-12 c=128000 o=32768 has=h in=15 out=60 read=7.5
        o1-pro,o1-pro-2025-03-19 mode=responses c=200000 o=100000 has=tvdUsrh in=150 out=600
        o3,o3-2025-04-16 c=200000 o=100000 has=tvdUsr in=2 out=8 read=0.5 %flex in=1 out=4 read=0.25 %priority in=3.5 out=14 read=0.875
        o3-deep-research,o3-deep-research-2025-06-26 mode=responses c=200000 o=100000 has=tvdUrh in=10 out=40 read=2.5
        o3-mini,o3-mini-2025-01-31 c=200000 o=100000 has=tVDUsrh in=1.1 out=4.4 read=0.55
        o3-mini-high has=h in=1.1 out=4.4 read=0.55
        o3-pro,o3-pro-2025-06-10 mode=responses c=200000 o=100000 has=tvdUsr in=20 out=80
        o4-mini,o4-mini-2025-04-16 c=200000 o=100000 has=tvdUsrh in=1.1 out=4.4 read=0.275 %flex in=0.55 out=2.2 read=0.138 %priority in=2 out=8 read=0.5
        o4-mini-deep-research,o4-mini-deep-research-2025-06-26 mode=responses c=200000 o=100000 has=tvdUrh in=2 out=8 read=0.5
        o4-mini-high has=h in=1.1 out=4.4 read=0.275
        text-ada-001 has=h in=0.4 out=0.4
        text-curie-001 has=h in=2 out=2
        text-davinci-001 has=h in=20 out=20
        text-davinci-002 has=h in=20 out=20
        text-davinci-003 has=h in=20 out=20
        text-embedding-3-large mode=embedding c=8191 o=3072 has=TVDUR in=0.13 out=0
        text-embedding-3-small mode=embedding c=8191 o=1536 has=TVDUR in=0.02 out=0
        text-embedding-ada mode=embedding c=8192 has=h in=0.1
        text-embedding-ada-002 mode=embedding c=8191 o=1536 has=TVDUR in=0.1 out=0
        text-embedding-ada-002-v2 mode=embedding c=8191 in=0.1 out=0
        tts-1 mode=audio_speech char=15
        tts-1-1106 mode=audio_speech char=15
        tts-1-hd mode=audio_speech char=30
        tts-1-hd-1106 mode=audio_speech char=30
        whisper-1 mode=audio_transcription second=0.0001
        """#
}
