// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let gemini: StaticString = #"""
        deep-research-max-preview-04-2026 c=1048576 o=65536 has=vT in=2 out=12
        deep-research-preview-04-2026 c=1048576 o=65536 has=vT in=2 out=12
        deep-research-pro-preview-12-2025 c=1048576 o=65536 has=vdTsh in=2 out=12
        gemini-1.0-pro c=32768 has=h in=0.125 out=0.375
        gemini-1.0-pro-vision-001 c=32768 has=h in=0.125 out=0.375
        gemini-1.5-flash c=1000000 o=8192 has=h in=0.075 out=0.3 read=0.01875 >128000 in=0.15 out=0.6 read=0.0375
        gemini-1.5-pro c=1000000 o=8192 has=h in=1.25 out=5 >128000 in=2.5 out=10
        gemini-2.0-flash c=1048576 o=8192 has=tvdasRh in=0.1 out=0.4 read=0.025 inaudio=0.7 readaudio=0.175
        gemini-2.0-flash-exp-image-generation mode=image_generation c=32768 o=32768 has=vh in=0.1 out=0.4 read=0.025 inaudio=0.7 readaudio=0.175
        gemini-2.0-flash-lite c=1048576 o=8192 has=tvdasRh in=0.075 out=0.3
        gemini-2.5-computer-use-preview-10-2025 c=128000 o=64000 has=tvh in=1.25 out=10 >200000 in=2.5 out=15
        gemini-2.5-flash c=1048576 o=65536 has=tvdasrO think=0-24576 in=0.3 out=2.5 read=0.03 inaudio=1 readaudio=0.1 %flex in=0.15 out=1.25 read=0.03 inaudio=0.5 readaudio=0.1 %priority in=0.54 out=4.5 read=0.054 inaudio=1.8 readaudio=0.18
        gemini-2.5-flash-image mode=image_generation c=65536 o=32768 has=vdTUr in=0.3 out=2.5 read=0.03 inaudio=1 outimage=30 %flex in=0.15 out=1.25 %priority in=0.54 out=4.5
        gemini-2.5-flash-image-preview c=1000000 has=h in=0.3 out=2.5 outimage=30
        gemini-2.5-flash-latest c=1048576 o=65536 has=tvdasrOh think=0-24576 in=0.3 out=2.5 read=0.03 inaudio=1 readaudio=0.1
        gemini-2.5-flash-lite c=1048576 o=65536 has=tvdasrO think=512-24576 in=0.1 out=0.4 read=0.01 inaudio=0.3 readaudio=0.03 %flex in=0.05 out=0.2 read=0.01 inaudio=0.15 readaudio=0.03 %priority in=0.18 out=0.72 read=0.018 inaudio=0.54 readaudio=0.054
        gemini-2.5-flash-native-audio-latest mode=realtime c=131072 o=8192 has=a in=0.5 out=2 inaudio=3 outaudio=12
        gemini-2.5-flash-native-audio-preview-09-2025 mode=realtime c=1048576 o=8192 has=a in=0.5 out=2 inaudio=3 outaudio=12
        gemini-2.5-flash-native-audio-preview-12-2025 mode=realtime c=131072 o=8192 has=tvarh in=0.5 out=2 inaudio=3 outaudio=12
        gemini-2.5-flash-preview has=h in=0.15 out=0.6
        gemini-2.5-flash-preview-05-20:thinking has=h in=0.15 out=0.6
        gemini-2.5-flash-preview-09-2025 has=h in=0.3 out=2.5 read=0.03 inaudio=1 readaudio=0.1
        gemini-2.5-flash-preview-tts mode=audio_speech c=8192 o=16384 has=TVDURh in=0.5 out=10
        gemini-2.5-flash-preview:thinking has=h in=0.15 out=0.6
        gemini-2.5-pro c=1048576 o=65536 has=tvdasr think=128-32768 in=1.25 out=10 read=0.125 >200000 in=2.5 out=15 read=0.25 %flex in=0.625 out=5 read=0.125 %priority in=2.25 out=18 read=0.225 >200000 in=4.5 out=27 read=0.45
        gemini-2.5-pro-preview-tts c=8192 o=16384 has=TVDURh in=1 out=20 read=0.125 inaudio=0.7
        gemini-3-flash-preview c=1048576 o=65536 has=tvdasrL efforts=minimal,low,medium,high in=0.5 out=3 read=0.05 inaudio=1 readaudio=0.1 %flex in=0.25 out=1.5 read=0.05 inaudio=0.5 readaudio=0.1 %priority in=0.9 out=5.4 read=0.09 inaudio=1.8 readaudio=0.18
        gemini-3-pro-image mode=image_generation c=65536 o=32768 has=vTrL efforts=minimal,low,medium,high in=2 out=12 outimage=120 %flex in=1 out=6 %priority in=3.6 out=21.6
        gemini-3-pro-image-preview mode=image_generation c=131072 o=32768 has=vTUrLh in=2 out=12 outimage=120 %flex in=1 out=6 %priority in=3.6 out=21.6
        gemini-3-pro-preview c=1048576 o=65536 has=tvdasrLh efforts=low,high in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4
        gemini-3-pro-text-preview has=h in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4
        gemini-3.1-flash-image mode=image_generation c=131072 o=32768 has=vdTrL efforts=minimal,low,medium,high in=0.5 out=3 outimage=60
        gemini-3.1-flash-image-preview mode=image_generation c=65536 o=65536 has=vdTUrLh efforts=minimal,high in=0.5 out=3 outimage=60
        gemini-3.1-flash-lite c=1048576 o=65536 has=tvdasrL efforts=minimal,low,medium,high in=0.25 out=1.5 read=0.025 inaudio=0.5 readaudio=0.05 %flex in=0.125 out=0.75 read=0.0125 inaudio=0.25 readaudio=0.025 %priority in=0.45 out=2.7 read=0.045 inaudio=0.9 readaudio=0.09
        gemini-3.1-flash-lite-image mode=image_generation c=65536 o=4096 has=vdTrL efforts=minimal,low,medium,high in=0.25 out=1.5 outimage=30
        gemini-3.1-flash-lite-preview c=1048576 o=65536 has=tvdasrLh efforts=minimal,low,medium,high in=0.25 out=1.5 read=0.025 inaudio=0.5 readaudio=0.05 %flex in=0.125 out=0.75 read=0.0125 %priority in=0.45 out=2.7 read=0.045
        gemini-3.1-flash-live-preview mode=realtime c=131072 o=65536 has=tvarLh efforts=minimal,low,medium,high in=0.75 out=4.5 inaudio=3 inimage=1 outaudio=12
        gemini-3.1-flash-tts-preview mode=audio_speech c=8192 o=16384 has=Th in=1 out=20
        gemini-3.1-pro-preview c=1048576 o=65536 has=tvdasrL efforts=low,medium,high in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4 %flex in=1 out=6 read=0.2 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3.1-pro-preview-customtools c=1048576 o=65536 has=tvdasrL efforts=low,medium,high in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4 %flex in=1 out=6 read=0.2 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3.5-flash c=1048576 o=65536 has=tvdasrL efforts=minimal,low,medium,high in=1.5 out=9 read=0.15 %flex in=0.75 out=4.5 read=0.08 %priority in=2.7 out=16.2 read=0.27
        gemini-3.5-flash-lite c=1048576 o=65536 has=tvdasrLx efforts=minimal,low,medium,high in=0.3 out=2.5 read=0.03 %flex in=0.15 out=1.25 read=0.02 %priority in=0.54 out=4.5 read=0.05
        gemini-3.5-live-translate-preview mode=realtime c=131072 o=65536 has=aT in=3.5 out=21
        gemini-3.5-transcribe mode=audio_transcription c=98304 o=32768 has=aT in=2 out=12
        gemini-3.5-transcribe-live mode=audio_transcription c=131072 o=65536 has=aT in=3.5 out=21
        gemini-3.6-flash c=1048576 o=65536 has=tvdasrLx efforts=minimal,low,medium,high in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135 @2027-01-01 in=1.5 out=7.5 read=0.15
        gemini-3.7-flash c=1048576 o=65536 has=tvdasrLx efforts=low,medium,high in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135 @2027-01-01 in=1.5 out=7.5 read=0.15
        gemini-3.8-flash c=1048576 o=65536 has=tvdasrLx efforts=low,medium,high in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135
        gemini-3.8-flash-lite-tts mode=audio_speech c=8192 o=16384 in=0.5 out=6 read=0.125 %flex in=0.25 out=3 read=0.025 %priority in=0.9 out=10.8 read=0.225
        gemini-3.8-flash-tts mode=audio_speech c=8192 o=16384 in=0.5 out=9 read=0.125 %flex in=0.25 out=4.5 read=0.025 %priority in=0.9 out=16.2 read=0.225
        gemini-3.8-live mode=realtime c=131072 o=65536 has=tvarL efforts=minimal,low,medium,high in=0.75 out=4.5 inaudio=3 inimage=1 outaudio=12
        gemini-3.8-live-extended-thinking mode=realtime c=131072 o=65536 has=tvarL efforts=minimal,low,medium,high in=0.75 out=4.5 inaudio=3 inimage=1 outaudio=12
        gemini-4-argon c=1048576 o=1048576 has=tvdasrL efforts=low,medium,high in=2 out=10 read=0.1 %flex in=1 out=5 read=0.05 %priority in=3.6 out=18 read=0.18
        gemini-embedding-001 mode=embedding c=2048 o=1 has=TVDUR in=0.15 out=0
        gemini-embedding-2 mode=embedding c=8192 has=va in=0.2 out=0 inaudio=6.5 inimage=0.45
        gemini-embedding-2-preview mode=embedding c=8192 has=va in=0.2 out=0 inaudio=6.5 inimage=0.45
        gemini-exp-1114 c=1048576 o=8192 has=tvs
        gemini-exp-1206 c=2097152 o=8192 has=tvs
        gemini-flash-1.5 has=h in=0.075 out=0.3 read=0.01875 >128000 in=0.15 out=0.6 read=0.0375
        gemini-flash-1.5-8b c=1000000 has=h in=0.0375 out=0.15 read=0.01 >128000 in=0.075 out=0.3 read=0.02
        gemini-flash-latest c=1048576 o=65536 has=tvdasrO think=0-24576 in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135
        gemini-flash-lite-latest c=1048576 o=65536 has=tvdasrO think=512-24576 in=0.3 out=2.5 read=0.03 %flex in=0.15 out=1.25 read=0.02 %priority in=0.54 out=4.5 read=0.05
        gemini-gemma-2-27b-it c=8192 o=8192 has=tv in=0.35 out=1.05
        gemini-gemma-2-9b-it c=8192 o=8192 has=tv in=0.35 out=1.05
        gemini-live-2.5-flash has=h in=0.5 out=2 inaudio=3 outaudio=12
        gemini-live-2.5-flash-preview-native-audio-09-2025 mode=realtime c=1048576 o=65535 has=tvdas in=0.5 out=2 inaudio=3 outaudio=12
        gemini-nano-banana-2.1 mode=image_generation c=131072 o=32768 has=vdTr in=1.5 out=7.5 outimage=30
        gemini-omni-1.1-flash c=1048576 o=65536 has=var in=1.5 out=9
        gemini-omni-flash-preview c=131072 o=65536 has=varh in=1.5 out=9
        gemini-pro c=32768 has=h in=0.125 out=0.375
        gemini-pro-1.5 c=2000000 has=h in=1.25 out=5 read=0.3125 >128000 in=2.5 out=10 read=0.625
        gemini-pro-latest c=1048576 o=65536 has=tvdasr in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4 %flex in=1 out=6 read=0.2 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-robotics-er-2-preview c=131072 o=65536 has=tvdasr in=1 out=5 read=0.1
        gemini-robotics-er-2-streaming-preview c=131072 o=65536 has=tvar in=1 out=5
        gemma-2-27b-it has=h in=0.65 out=0.65
        gemma-3-27b-it c=131072 o=8192 has=tvs
        gemma-4-26b-a4b-it c=262144 o=32768 has=tvUsrO in=0.06 out=0.33
        gemma-4-31b-it c=262144 o=32768 has=tvUsrO in=0.12 out=0.36 read=0.09
        imagen-3.0-fast-generate-001 mode=image_generation image=0.02
        imagen-3.0-generate-001 mode=image_generation image=0.04
        learnlm-1.5-pro-experimental c=32767 o=8192 has=tvs
        lyria-3-clip-preview c=131072 o=8192 has=TVU
        lyria-3-pro-preview c=131072 o=8192 has=TVU
        lyria-3.5 c=131072 o=65536 has=TVU
        lyria-3.5-clip-preview c=131072 o=8192 has=TVU
        lyria-3.5-pro-preview c=131072 o=8192 has=TVU
        lyria-realtime-exp c=1048576 o=65536 has=TVU
        nano-banana-pro-preview mode=image_generation c=131072 o=32768 has=vTs in=2 out=12 outimage=120 %flex in=1 out=6 %priority in=3.6 out=21.6
        """#
}
