// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let alibaba: StaticString = #"""
        deepseek-v4-flash c=1000000 o=393216 has=tsr in=0.2 out=0.4 read=0.04
        deepseek-v4-flash-0731 c=1000000 o=393216 has=tsr in=0.2 out=0.4 read=0.04
        deepseek-v4-pro c=1000000 o=393216 has=tsr in=2.4 out=4.8 read=0.2
        glm-5.1 c=202745 o=131072 has=tsr in=1.4 out=4.4 read=0.26
        glm-5.2 c=1048576 o=131072 has=tsr in=1.4 out=4.4 read=0.28
        kimi-k2.7-code c=229376 o=16384 has=tvsr in=0.95 out=4 read=0.19
        qvq-max c=131072 o=8192 has=tvUrh in=1.2 out=4.8
        qwen-audio-3.0-tts-flash mode=audio_speech char=15
        qwen-audio-3.0-tts-plus mode=audio_speech char=20
        qwen-audio-3.1-tts-flash mode=audio_speech in=0.23 out=1.87
        qwen-audio-3.1-tts-plus mode=audio_speech char=30
        qwen-coder c=1000000 o=16384 has=tr in=0.3 out=1.5
        qwen-flash,qwen-flash-2025-07-28 c=997952 o=32768 has=tVDUrO in=0.05 out=0.4
        qwen-image-2.0 mode=image_generation image=0.035
        qwen-image-2.0-pro mode=image_generation image=0.075
        qwen-image-3.0 mode=image_generation image=0.03
        qwen-max c=30720 o=8192 has=tVDUr in=1.6 out=6.4
        qwen-mt-plus c=16384 o=8192 has=TVDURh in=2.46 out=7.37
        qwen-mt-turbo c=16384 o=8192 has=TVDURh in=0.16 out=0.49
        qwen-omni-turbo c=32768 o=2048 has=tvaRh in=0.07 out=0.27 inaudio=4.44 outaudio=8.89
        qwen-omni-turbo-realtime c=32768 o=2048 has=tvaRh in=0.27 out=1.07 inaudio=4.44 outaudio=8.89
        qwen-plus,qwen-plus-2025-04-28,qwen-plus-2025-07-14 c=129024 o=16384 has=tVDUrO in=0.4 out=1.2 reason=4
        qwen-plus-2025-01-25 c=129024 o=8192 has=tVDUrO in=0.4 out=1.2 reason=4
        qwen-plus-character-ja c=8192 o=512 has=tVDURh in=0.5 out=1.4
        qwen-plus-latest,qwen-plus-2025-07-28,qwen-plus-2025-09-11 c=997952 o=32768 has=tVDUrO in=0.4 out=1.2 reason=4
        qwen-turbo c=129024 o=16384 has=tVDUrO in=0.05 out=0.2 reason=0.5
        qwen-turbo-2024-11-01 c=1000000 o=8192 has=tVDUrO in=0.05 out=0.2 reason=0.5
        qwen-turbo-latest,qwen-turbo-2025-04-28 c=1000000 o=16384 has=tVDUrO in=0.05 out=0.2 reason=0.5
        qwen-vl-max c=131072 o=8192 has=tvURh in=0.8 out=3.2
        qwen-vl-ocr c=34096 o=4096 has=vTURh in=0.72 out=0.72
        qwen-vl-plus c=131072 o=8192 has=tvURh in=0.21 out=0.63
        qwen2-5-14b-instruct c=131072 o=8192 has=tVDURh in=0.35 out=1.4
        qwen2-5-32b-instruct c=131072 o=8192 has=tVDURh in=0.7 out=2.8
        qwen2-5-72b-instruct c=131072 o=8192 has=tVDURh in=1.4 out=5.6
        qwen2-5-7b-instruct c=131072 o=8192 has=tVDURh in=0.175 out=0.7
        qwen2-5-omni-7b c=32768 o=2048 has=tvaRh in=0.1 out=0.4 inaudio=6.76
        qwen2-5-vl-72b-instruct c=131072 o=8192 has=tvURh in=2.8 out=8.4
        qwen2-5-vl-7b-instruct c=131072 o=8192 has=tvURh in=0.35 out=1.05
        qwen3-14b c=131072 o=8192 has=tVDUrOh in=0.35 out=1.4 reason=4.2
        qwen3-235b-a22b c=131072 o=16384 has=tVDUrOh in=0.7 out=2.8 reason=8.4
        qwen3-30b-a3b c=129024 o=16384 has=tr
        qwen3-32b c=131072 o=16384 has=tVDUrOh in=0.7 out=2.8 reason=8.4
        qwen3-8b c=131072 o=8192 has=tVDUrOh in=0.18 out=0.7 reason=2.1
        qwen3-asr-flash c=53248 o=4096 has=aTVDRh in=0.035 out=0.035
        qwen3-coder-30b-a3b-instruct c=262144 o=65536 has=tVDURh in=0.45 out=2.25
        qwen3-coder-480b-a35b-instruct c=262144 o=65536 has=tVDURh in=1.5 out=7.5
        qwen3-coder-flash,qwen3-coder-flash-2025-07-28 c=997952 o=65536 has=tVDUr in=0.3 out=1.5
        qwen3-coder-plus,qwen3-coder-plus-2025-07-22 c=997952 o=65536 has=tVDUr in=1 out=5
        qwen3-livetranslate-flash-realtime c=53248 o=4096 has=vaTRh in=10 out=10 outaudio=38
        qwen3-max,qwen3-max-2026-01-23 c=258048 o=65536 has=tVDUr in=1.2 out=6
        qwen3-max-preview c=258048 o=65536 has=tr
        qwen3-next-80b-a3b-instruct c=262144 o=65536 has=tVDUR in=0.15 out=1.2
        qwen3-next-80b-a3b-thinking c=262144 o=65536 has=tVDUr in=0.15 out=1.2
        qwen3-omni-flash c=65536 o=16384 has=tvarOh in=0.43 out=1.66 inaudio=3.81 outaudio=15.11
        qwen3-omni-flash-realtime c=65536 o=16384 has=tvaRh in=0.52 out=1.99 inaudio=4.57 outaudio=18.13
        qwen3-tts-flash mode=audio_speech char=10
        qwen3-vl-235b-a22b c=131072 o=32768 has=tvUrh in=0.7 out=2.8 reason=8.4
        qwen3-vl-235b-a22b-instruct c=131072 o=32768 has=tv in=0.4 out=1.6
        qwen3-vl-235b-a22b-thinking c=131072 o=32768 has=tvr in=0.4 out=4
        qwen3-vl-30b-a3b c=131072 o=32768 has=tvUrh in=0.2 out=0.8 reason=2.4
        qwen3-vl-32b-instruct c=131072 o=32768 has=tv in=0.16 out=0.64
        qwen3-vl-32b-thinking c=131072 o=32768 has=tvr in=0.16 out=2.87
        qwen3-vl-plus c=260096 o=32768 has=tvUrO in=0.2 out=1.6 reason=4.8
        qwen3.5-122b-a10b c=262144 o=65536 has=tvasrOh in=0.4 out=3.2
        qwen3.5-27b c=262144 o=65536 has=tvasrOh in=0.3 out=2.4
        qwen3.5-35b-a3b c=262144 o=65536 has=tvasrOh in=0.25 out=2
        qwen3.5-397b-a17b c=262144 o=65536 has=tvasrOh in=0.6 out=3.6
        qwen3.5-plus c=991808 o=65536 has=tvUrO in=0.4 out=2.4
        qwen3.6-27b c=262144 o=65536 has=tvasrOh in=0.6 out=3.6
        qwen3.6-35b-a3b c=262144 o=65536 has=tvasrOh in=0.248 out=1.485
        qwen3.6-flash c=1000000 o=65536 has=tvUsrOh in=0.1875 out=1.125 write=0.234375
        qwen3.6-max-preview c=262144 o=65536 has=tVDUrOh in=1.3 out=7.8 read=0.13 write=1.625
        qwen3.6-plus c=1000000 o=65536 has=tvUrOh in=0.5 out=3 read=0.05 write=0.625 >256000 in=2 out=6 read=0.2 write=2.5
        qwen3.7-max c=991808 o=65536 has=tVDUsrO in=2.5 out=7.5 read=0.5 write=3.125
        qwen3.7-plus c=991808 o=65536 has=tvUsrO in=0.5 out=3 read=0.05 write=0.625 >256000 in=2 out=6 read=0.2 write=2.5
        qwen3.8-flash c=991808 o=131072 has=tvsr in=0.15 out=0.47 read=0.016 write=0.2
        qwen3.8-max c=991808 o=131072 has=tvsr in=2 out=6 read=0.25
        qwen3.8-omni-flash c=991808 o=131072 has=tvasr in=0.15 out=0.47 read=0.016
        qwq-plus c=98304 o=8192 has=tVDUr in=0.8 out=2.4
        """#
}
