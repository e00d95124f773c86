// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let vertex: StaticString = #"""
        chirp mode=audio_speech char=30
        chirp_2 mode=audio_transcription second=0.00026667
        chirp_3 mode=audio_transcription second=0.00026667
        claude-3-5-haiku c=200000 o=8192 has=tdh in=1 out=5
        claude-3-5-haiku@20241022 c=200000 o=8192 has=tvdURh in=1 out=5
        claude-3-5-sonnet,claude-3-5-sonnet@20240620 c=200000 o=8192 has=tvdh in=3 out=15 read=0.3 write=3.75
        claude-3-7-sonnet c=200000 has=h in=3 out=15 read=0.3 write=3.75
        claude-3-haiku,claude-3-haiku@20240307 c=200000 o=4096 has=tvh in=0.25 out=1.25 read=0.03 write=0.3
        claude-3-opus,claude-3-opus@20240229 c=200000 o=4096 has=tvh in=15 out=75 read=1.5 write=18.75
        claude-3-sonnet,claude-3-sonnet@20240229 c=200000 o=4096 has=tv in=3 out=15
        claude-4-opus c=200000 has=h in=15 out=75 read=1.5 write=18.75
        claude-4-sonnet c=200000 has=h in=3 out=15 read=0.3 write=3.75
        claude-fable-5,claude-fable-5@default c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=10 out=50 read=1 write=12.5 write1h=20
        claude-fable-5-1,claude-fable-5-1@default c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=10 out=50 read=0.25 write=12.5 write1h=20
        claude-haiku-4-5 c=200000 o=64000 has=tvdsrh in=1 out=5 read=0.1 write=1.25 write1h=2
        claude-haiku-4-5@20251001 c=200000 o=64000 has=tvdUsrh think=1024- in=1 out=5 read=0.1 write=1.25 write1h=2
        claude-haiku-5-5,claude-haiku-5-5@default c=1000000 o=128000 has=tvdsrAmx efforts=low,medium,high,xhigh,max in=0.1 out=0.5 read=0.01 write=0.125 write1h=0.2 >100000 in=0.5 out=2.5 read=0.05 write=0.625 write1h=1
        claude-opus-4 c=200000 has=h in=15 out=75 read=1.5 write=18.75
        claude-opus-4-1@20250805 c=200000 o=32000 has=tvdUrh think=1024- in=15 out=75 read=1.5 write=18.75
        claude-opus-4-5 c=200000 o=64000 has=tvdsr in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-5@20251101 c=200000 o=64000 has=tvdUsr think=1024- efforts=low,medium,high in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-6 c=1000000 o=128000 has=tvdsrA efforts=low,medium,high,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-6@default c=1000000 o=128000 has=tvdUsrA think=1024- efforts=low,medium,high,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-7 c=1000000 o=128000 has=tvdsrAx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-7@default c=1000000 o=128000 has=tvdUsrAx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-8 c=1000000 o=128000 has=tvdsrAmx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4-8@default c=1000000 o=128000 has=tvdUsrAmx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-4@20250514 c=200000 o=32000 has=tvdUrh think=1024- in=15 out=75 read=1.5 write=18.75
        claude-opus-5,claude-opus-5@default c=1000000 o=128000 has=tvdsrAmx efforts=low,medium,high,xhigh,max in=5 out=25 read=0.5 write=6.25 write1h=10
        claude-opus-5-5,claude-opus-5-5@default c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=4 out=20 read=0.2 write=5 write1h=8
        claude-sonnet-4-5 c=200000 o=64000 has=tvdsrh in=3 out=15 read=0.3 write=3.75 write1h=6 >200000 in=6 out=22.5 read=0.6 write=7.5 write1h=12
        claude-sonnet-4-5@20250929 c=200000 o=64000 has=tvdUsrh think=1024- in=3 out=15 read=0.3 write=3.75 write1h=6 >200000 in=6 out=22.5 read=0.6 write=7.5 write1h=12
        claude-sonnet-4-6 c=1000000 o=64000 has=tvdsrA efforts=low,medium,high,max in=3 out=15 read=0.3 write=3.75 write1h=6
        claude-sonnet-4-6@default c=1000000 o=64000 has=tvdUsrA think=1024- efforts=low,medium,high,max in=3 out=15 read=0.3 write=3.75 write1h=6
        claude-sonnet-4@20250514 c=200000 o=64000 has=tvdUrh think=1024- in=3 out=15 read=0.3 write=3.75
        claude-sonnet-5 c=1000000 o=128000 has=tvdsrAmx efforts=low,medium,high,xhigh,max in=2 out=10 read=0.2 write=2.5 write1h=4
        claude-sonnet-5-5,claude-sonnet-5-5@default c=1000000 o=128000 has=tvdsrANmx efforts=low,medium,high,xhigh,max in=2 out=10 read=0.1 write=2.5 write1h=4
        claude-sonnet-5@default c=1000000 o=128000 has=tvdUsrAOmx efforts=low,medium,high,xhigh,max in=2 out=10 read=0.2 write=2.5 write1h=4
        codestral-2 c=128000 o=128000 has=t in=0.3 out=0.9
        codestral-2501 c=128000 o=128000 has=t in=0.2 out=0.6
        codestral-2@001 c=128000 o=128000 has=t in=0.3 out=0.9
        codestral@2405 c=128000 o=128000 has=t in=0.2 out=0.6
        codestral@latest c=128000 o=128000 has=t in=0.2 out=0.6
        deep-research-pro-preview-12-2025 c=65536 o=32768 in=2 out=12 read=0.2 outimage=120
        deepseek-ai/deepseek-r1-0528-maas c=65336 o=8192 has=tDrh in=1.35 out=5.4
        deepseek-ai/deepseek-v3.1-maas c=163840 o=32768 has=tdVUsrh in=0.6 out=1.7 read=0.06
        deepseek-ai/deepseek-v3.2-maas c=163840 o=32768 has=tdVUsrh in=0.56 out=1.68 read=0.056
        deepseek-ai/deepseek-v4.1-flash-maas c=1048576 o=1048576 has=tvsr in=0.3 out=1.2 read=0.03
        gemini-1.0-pro c=32768 has=h in=0.125 out=0.375
        gemini-1.0-pro-vision-001 c=32768 has=h in=0.125 out=0.375
        gemini-1.5-flash c=1000000 has=h in=0.075 out=0.3 read=0.01875 >128000 in=0.15 out=0.6 read=0.0375
        gemini-1.5-pro c=1000000 has=h in=1.25 out=5 >128000 in=2.5 out=10
        gemini-2.0-flash c=1000000 has=h in=0.15 out=0.6 inaudio=1
        gemini-2.0-flash-lite c=1000000 has=h in=0.075 out=0.3
        gemini-2.5-computer-use-preview-10-2025 c=128000 o=64000 has=tv in=1.25 out=10 >200000 in=2.5 out=15
        gemini-2.5-flash c=1048576 o=65535 has=tvdasrOh think=0-24576 in=0.3 out=2.5 read=0.03 write=0.383 inaudio=1 readaudio=0.1 %flex in=0.15 out=1.25 read=0.03 %priority in=0.54 out=4.5 read=0.054 inaudio=1.8
        gemini-2.5-flash-image mode=image_generation c=32768 o=32768 has=tvds in=0.3 out=2.5 inaudio=1 outimage=30 %flex in=0.15 out=1.25
        gemini-2.5-flash-image-preview c=1000000 has=h in=0.3 out=2.5 outimage=30
        gemini-2.5-flash-latest c=1048576 o=65536 has=tvdarOh think=0-24576 in=0.3 out=2.5 read=0.03 write=0.383 inaudio=1 readaudio=0.1
        gemini-2.5-flash-lite c=1048576 o=65535 has=tvdasrOh think=512-24576 in=0.1 out=0.4 read=0.01 inaudio=0.3 readaudio=0.03 %flex in=0.05 out=0.2 read=0.01 %priority in=0.18 out=0.72 read=0.018 inaudio=0.54
        gemini-2.5-flash-lite-preview-09-2025 c=1048576 o=65535 has=tvdsr in=0.1 out=0.4 read=0.01 inaudio=0.3 readaudio=0.03
        gemini-2.5-flash-native-audio mode=realtime in=0.5 out=2 inaudio=3 inimage=3 outaudio=12
        gemini-2.5-flash-native-audio-latest has=h in=0.5 out=2 inaudio=3 outaudio=12
        gemini-2.5-flash-preview has=h in=0.15 out=0.6
        gemini-2.5-flash-preview-05-20:thinking has=h in=0.15 out=0.6
        gemini-2.5-flash-preview-09-2025 c=1048576 o=65535 has=tvdsr in=0.3 out=2.5 read=0.03 inaudio=1 readaudio=0.1
        gemini-2.5-flash-preview-tts mode=audio_speech in=0.5 out=10
        gemini-2.5-flash-preview:thinking has=h in=0.15 out=0.6
        gemini-2.5-flash-tts mode=audio_speech c=32768 o=16384 has=TVDUR in=0.5 out=10
        gemini-2.5-pro c=1048576 o=65535 has=tvdasrh think=128-32768 in=1.25 out=10 read=0.125 >200000 in=2.5 out=15 read=0.25 write=0.25 %flex in=0.625 out=5 read=0.125 %priority in=2.25 out=18 read=0.225 >200000 in=4.5 out=27 read=0.45
        gemini-2.5-pro-preview-tts c=1048576 o=65535 has=tvs in=1 out=20 read=0.125 inaudio=0.7
        gemini-2.5-pro-tts mode=audio_speech c=32768 o=16384 has=TVDUR in=1 out=20
        gemini-3-flash-preview c=1048576 o=65535 has=tvdasrL efforts=minimal,low,medium,high in=0.5 out=3 read=0.05 inaudio=1 readaudio=0.1 %flex in=0.25 out=1.5 %priority in=0.9 out=5.4 read=0.09 inaudio=1.8
        gemini-3-pro-image mode=image_generation c=65536 o=32768 in=2 out=12 read=0.2 outimage=120 >200000 in=4 out=18 read=0.4 outimage=120 %flex in=1 out=6 read=0.1 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3-pro-image-preview mode=image_generation c=65536 o=32768 in=2 out=12 read=0.2 outimage=120 >200000 in=4 out=18 read=0.4 outimage=120 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3-pro-preview c=1048576 o=65535 has=tvdasrL efforts=minimal,low,medium,high in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4 write=0.25 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3-pro-text-preview has=h in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4
        gemini-3.1-flash-image mode=image_generation c=65536 o=32768 in=0.5 out=3 read=0.05 outimage=60 %flex in=0.25 out=1.5 read=0.025 %priority in=0.9 out=5.4 read=0.09
        gemini-3.1-flash-image-preview mode=image_generation c=65536 o=32768 in=0.5 out=3 read=0.05 outimage=60
        gemini-3.1-flash-lite c=1048576 o=65536 has=tvdasrL efforts=minimal,low,medium,high in=0.25 out=1.5 read=0.025 inaudio=0.5 readaudio=0.05 %flex in=0.125 out=0.75 read=0.0125 %priority in=0.45 out=2.7 read=0.045 inaudio=0.9
        gemini-3.1-flash-lite-image mode=image_generation c=65536 o=4096 has=vdT in=0.25 out=1.5 read=0.025 outimage=30 %flex in=0.125 out=0.75 read=0.0125 %priority in=0.45 out=2.7 read=0.045
        gemini-3.1-flash-lite-preview c=1048576 o=65536 has=tvdasrLh efforts=minimal,low,medium,high in=0.25 out=1.5 read=0.025 inaudio=0.5 readaudio=0.05
        gemini-3.1-flash-live-preview has=h in=0.75 out=4.5 inaudio=3 inimage=1 outaudio=12
        gemini-3.1-flash-tts-preview mode=audio_speech in=1 out=20
        gemini-3.1-pro-preview c=1048576 o=65536 has=tvdasrL efforts=low,medium,high in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4 write=0.25 %flex in=1 out=6 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3.1-pro-preview-customtools c=1048576 o=65536 has=tvdasrL efforts=low,medium,high in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4 write=0.25 %priority in=3.6 out=21.6 read=0.36 >200000 in=7.2 out=32.4 read=0.72
        gemini-3.5-flash c=1048576 o=65535 has=tvdasrL efforts=minimal,low,medium,high in=1.5 out=9 read=0.15 %flex in=0.75 out=4.5 read=0.075 %priority in=2.7 out=16.2 read=0.27
        gemini-3.5-flash-lite c=1048576 o=65536 has=tvdasrLx efforts=minimal,low,medium,high in=0.3 out=2.5 read=0.03 %flex in=0.15 out=1.25 read=0.015 %priority in=0.54 out=4.5 read=0.054
        gemini-3.5-live-translate-preview mode=realtime has=a in=3.5 out=21
        gemini-3.5-transcribe-live-preview mode=audio_transcription has=a in=3.5 out=21
        gemini-3.5-transcribe-preview mode=audio_transcription has=a in=2 out=12
        gemini-3.6-flash c=1048576 o=65536 has=tvdasrLxh efforts=minimal,low,medium,high in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135 @2027-01-01 in=1.5 out=7.5 read=0.15
        gemini-3.7-flash c=1048576 o=65536 has=tvdasrLx efforts=low,medium,high in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135 @2027-01-01 in=1.5 out=7.5 read=0.15
        gemini-3.8-flash c=1048576 o=65536 has=tvdasrLx efforts=low,medium,high in=0.75 out=3.75 read=0.075 %flex in=0.375 out=1.875 read=0.0375 %priority in=1.35 out=6.75 read=0.135
        gemini-3.8-flash-cyber c=1048576 o=65536 has=vdaTsrLx efforts=low,medium,high in=1.5 out=7.5 read=0.15 %flex in=0.75 out=3.75 read=0.075 %priority in=2.7 out=13.5 read=0.27
        gemini-3.8-flash-lite-tts mode=audio_speech c=8192 o=16384 in=0.5 out=6
        gemini-3.8-flash-tts mode=audio_speech c=8192 o=16384 in=0.5 out=9
        gemini-3.8-live mode=realtime c=131072 o=65536 has=tva in=0.75 out=4.5 inaudio=3 inimage=1 outaudio=12
        gemini-4-argon c=1048576 o=1048576 has=tvdasrL efforts=low,medium,high in=2 out=10 read=0.1 %flex in=1 out=5 read=0.05 %priority in=3.6 out=18 read=0.18
        gemini-4-argon-cyber-permissive c=1048576 o=1048576 has=tvdasrL efforts=low,medium,high in=4 out=20 read=0.2 %flex in=2 out=10 read=0.1 %priority in=7.2 out=36 read=0.36
        gemini-embedding-001 mode=embedding c=2048 o=1 has=TVDUR in=0.15 out=0
        gemini-embedding-2 mode=embedding c=8192 in=0.2 out=0 inaudio=6.5 inimage=0.45
        gemini-embedding-2-preview mode=embedding c=8192 in=0.2 out=0 inaudio=6.5 inimage=0.45
        gemini-flash-1.5 has=h in=0.075 out=0.3 read=0.01875 >128000 in=0.15 out=0.6 read=0.0375
        gemini-flash-1.5-8b c=1000000 has=h in=0.0375 out=0.15 read=0.01 >128000 in=0.075 out=0.3 read=0.02
        gemini-flash-latest c=1048576 o=65536 has=tvdarh efforts=minimal,low,medium,high in=0.3 out=2.5 read=0.075 write=0.383
        gemini-flash-lite-latest c=1048576 o=65536 has=tvdasrh efforts=minimal,low,medium,high in=0.1 out=0.4 read=0.025
        gemini-live-2.5-flash has=h in=0.5 out=2 inaudio=3 outaudio=12
        gemini-live-2.5-flash-native-audio mode=realtime c=131072 o=65536 has=tvaD in=0.5 out=2 inaudio=3 inimage=3 outaudio=12
        gemini-live-2.5-flash-preview-native-audio-09-2025 mode=realtime c=1048576 o=65535 has=tvdas in=0.5 out=2 inaudio=3 inimage=3 outaudio=12
        gemini-nano-banana-2.1 mode=image_generation c=131072 o=32768 has=vdTr in=1.5 out=7.5 read=0.15 outimage=30 %priority in=2.7 out=13.5 read=0.27
        gemini-omni-1.1-flash in=1.5 out=9
        gemini-omni-1.1-flash-preview c=57920 o=57920 has=vr in=1.5 out=9
        gemini-omni-flash-preview c=1048576 o=65535 has=var in=1.5 out=9
        gemini-pro c=32768 has=h in=0.125 out=0.375
        gemini-pro-1.5 c=2000000 has=h in=1.25 out=5 read=0.3125 >128000 in=2.5 out=10 read=0.625
        gemini-robotics-er-1.5-preview c=1048576 o=65535 has=tvsr in=0.3 out=2.5 inaudio=1
        gemini-robotics-er-2-preview c=131072 o=65536 has=tvdasr in=1 out=5 read=0.1
        gemma-2-27b-it has=h in=0.65 out=0.65
        gemma-4-26b-a4b-it in=0.15 out=0.6 read=0.015
        gemma-4-31b-it has=h in=0.12 out=0.36 read=0.09
        google/gemma-4-26b-a4b-it-maas c=262144 o=128000 has=tv in=0.15 out=0.6 read=0.015
        medlm-large c=8192 o=1024
        medlm-medium c=32768 o=8192
        meta/llama-3.1-405b-instruct-maas c=128000 o=2048 has=v in=5 out=16
        meta/llama-3.1-70b-instruct-maas c=128000 o=2048 has=v
        meta/llama-3.1-8b-instruct-maas c=128000 o=2048 has=v
        meta/llama-3.2-90b-vision-instruct-maas c=128000 o=2048 has=v
        meta/llama-3.3-70b-instruct-maas c=128000 o=8192 has=tVDUsRh in=0.72 out=0.72
        meta/llama-4-maverick-17b-128e-instruct-maas c=1000000 o=1000000 has=tvUsR in=0.35 out=1.15
        meta/llama-4-maverick-17b-16e-instruct-maas c=1000000 o=1000000 has=t in=0.35 out=1.15
        meta/llama-4-scout-17b-128e-instruct-maas c=10000000 o=10000000 has=t in=0.25 out=0.7
        meta/llama-4-scout-17b-16e-instruct-maas c=10000000 o=10000000 has=t in=0.25 out=0.7
        meta/llama3-405b-instruct-maas c=32000 o=32000
        meta/llama3-70b-instruct-maas c=32000 o=32000
        meta/llama3-8b-instruct-maas c=32000 o=32000
        mistral-large-2411 c=128000 o=8191 has=t in=2 out=6
        mistral-large@2407 c=128000 o=8191 has=t in=2 out=6
        mistral-large@2411-001 c=128000 o=8191 has=t in=2 out=6
        mistral-large@latest c=128000 o=8191 has=t in=2 out=6
        mistral-medium-3 c=128000 o=8191 has=t in=0.4 out=2
        mistral-medium-3@001 c=128000 o=8191 has=t in=0.4 out=2
        mistral-nemo@2407 c=128000 o=128000 has=t in=3 out=3
        mistral-nemo@latest c=128000 o=128000 has=t in=0.15 out=0.15
        mistral-small-2503 c=128000 o=128000 has=tv in=0.1 out=0.3
        mistral-small-2503@001 c=32000 o=8191 has=t in=0.1 out=0.3
        mistralai/codestral-2 c=128000 o=128000 has=t in=0.3 out=0.9
        mistralai/codestral-2@001 c=128000 o=128000 has=t in=0.3 out=0.9
        mistralai/mistral-medium-3 c=128000 o=8191 has=t in=0.4 out=2
        mistralai/mistral-medium-3@001 c=128000 o=8191 has=t in=0.4 out=2
        moonshotai/kimi-k2-thinking-maas c=262144 o=262144 has=tVDUsrih in=0.6 out=2.5
        multimodalembedding mode=embedding c=2048 in=0.8 out=0
        multimodalembedding@001 mode=embedding c=2048 in=0.8 out=0
        openai/gpt-oss-120b-maas c=131072 o=32768 has=tVDUr efforts=low,medium,high in=0.09 out=0.36
        openai/gpt-oss-20b-maas c=131072 o=32768 has=tVDUrh efforts=low,medium,high in=0.07 out=0.25 read=0.007
        qwen/qwen3-235b-a22b-instruct-2507-maas c=262144 o=16384 has=tVDUsrh in=0.22 out=0.88
        qwen/qwen3-coder-480b-a35b-instruct-maas c=262144 o=32768 has=tDh in=0.22 out=1.8 read=0.022
        qwen/qwen3-next-80b-a3b-instruct-maas c=262144 o=262144 has=tDh in=0.15 out=1.2
        qwen/qwen3-next-80b-a3b-thinking-maas c=262144 o=262144 has=tDh in=0.15 out=1.2
        text-embedding-004 mode=embedding c=2048 in=0.1 out=0
        text-embedding-005 mode=embedding c=2048 in=0.1 out=0
        text-embedding-large-exp-03-07 mode=embedding c=8192 in=0.1 out=0
        text-embedding-preview-0409 mode=embedding c=3072 in=0.00625 out=0
        text-multilingual-embedding-002 mode=embedding c=2048 in=0.1 out=0
        virtual-try-on-001 mode=image_generation image=0.06
        xai/grok-4.1-fast-non-reasoning c=128000 o=128000 has=tvs in=0.2 out=0.5 read=0.05
        xai/grok-4.1-fast-reasoning c=128000 o=128000 has=tvsr in=0.2 out=0.5 read=0.05
        xai/grok-4.20-non-reasoning c=2000000 o=2000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4
        xai/grok-4.20-reasoning c=2000000 o=2000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4
        xai/grok-4.3 c=200000 o=200000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4
        xai/grok-4.6 c=524288 o=524288 has=tvsr in=2 out=6 read=0.5 >200000 in=4 out=12 read=1
        xai/grok-4.7 c=524288 o=524288 has=tvsr in=2 out=6 read=0.5 >200000 in=4 out=12 read=1
        zai-org/glm-4.7-maas c=200000 o=128000 has=tdVUsrOih in=0.6 out=2.2 read=0.06
        zai-org/glm-5-maas c=200000 o=128000 has=tVDUrOih in=1 out=3.2 read=0.1
        zai-org/glm-5.2-maas c=1000000 o=64000 has=tDsr in=1.4 out=4.4 read=0.14
        """#
}
