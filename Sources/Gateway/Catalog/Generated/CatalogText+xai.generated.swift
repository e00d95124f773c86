// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let xai: StaticString = #"""
        grok-2,grok-2-latest c=32768 has=h in=2 out=10
        grok-2-1212 c=32768 has=h in=2 out=10
        grok-2-vision,grok-2-vision-latest c=32768 has=h in=2 out=10
        grok-2-vision-1212 c=32768 has=h in=2 out=10
        grok-3,grok-3-latest c=131072 has=h in=3 out=15 read=0.75
        grok-3-beta c=131072 has=h in=3 out=15 read=0.75
        grok-3-fast,grok-3-fast-latest c=131072 has=h in=5 out=25 read=1.25
        grok-3-fast-beta c=131072 has=h in=5 out=25 read=1.25
        grok-3-mini,grok-3-mini-latest c=131072 has=h in=0.3 out=0.5 read=0.075
        grok-3-mini-beta c=131072 has=h in=0.3 out=0.5 read=0.075
        grok-3-mini-fast,grok-3-mini-fast-latest c=131072 has=h in=0.6 out=4 read=0.15
        grok-3-mini-fast-beta c=131072 has=h in=0.6 out=4 read=0.15
        grok-4,grok-4-latest c=256000 has=h in=3 out=15 read=0.75
        grok-4-0709 c=256000 has=h in=3 out=15 read=0.75
        grok-4-1-fast c=2000000 has=h in=0.2 out=0.5 read=0.05
        grok-4-1-fast-non-reasoning,grok-4-1-fast-non-reasoning-latest c=2000000 has=h in=0.2 out=0.5 read=0.05
        grok-4-1-fast-reasoning,grok-4-1-fast-reasoning-latest c=2000000 has=h in=0.2 out=0.5 read=0.05
        grok-4-fast c=2000000 has=h in=0.2 out=0.5 read=0.05
        grok-4-fast-non-reasoning,grok-4-fast-non-reasoning-latest c=2000000 has=h in=0.2 out=0.5 read=0.05
        grok-4-fast-reasoning,grok-4-fast-reasoning-latest c=2000000 has=h in=0.2 out=0.5 read=0.05
        grok-4.20 c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-0309 c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-0309-non-reasoning c=1000000 o=1000000 has=tvdUsR in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-0309-reasoning c=1000000 o=1000000 has=tvdUsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta,grok-4.20-beta-latest c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-0309 c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-0309-non-reasoning c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-0309-reasoning c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-latest-non-reasoning c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-latest-reasoning c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-non-reasoning c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-beta-reasoning c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-experimental-beta-0304 c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-experimental-beta-0304-non-reasoning c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-experimental-beta-0304-reasoning c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-experimental-beta-latest c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-experimental-beta-non-reasoning-latest c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-experimental-beta-reasoning-latest c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-multi-agent,grok-4.20-multi-agent-latest mode=responses c=1000000 o=1000000 has=vTsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-multi-agent-0309 mode=responses c=1000000 o=1000000 has=vdTUsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-multi-agent-beta-0309 mode=responses c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-multi-agent-beta-latest mode=responses c=1000000 o=1000000 has=vTsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-multi-agent-experimental-beta-0304 mode=responses c=1000000 o=1000000 has=vTsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-multi-agent-experimental-beta-latest mode=responses c=1000000 o=1000000 has=vTsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-non-reasoning,grok-4.20-non-reasoning-latest c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-non-reasoning-gv2 c=1000000 o=1000000 has=tvs in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-reasoning,grok-4.20-reasoning-latest c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.20-reasoning-gv2 c=1000000 o=1000000 has=tvsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.3,grok-4.3-latest c=1000000 o=1000000 has=tvdUsr in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.4 inimage=1.25
        grok-4.5,grok-4.5-latest c=500000 o=500000 has=tvsr in=2 out=6 read=0.3 >200000 in=4 out=12 read=0.6 inimage=2
        grok-4.6 c=500000 o=500000 has=tvsr in=2 out=6 read=0.5 >200000 in=4 out=12 read=1 inimage=2
        grok-4.7 c=500000 o=500000 has=tvsr in=2 out=6 read=0.5 >200000 in=4 out=12 read=1 inimage=2
        grok-build-0.1 c=256000 o=256000 has=tvdUsr in=1 out=2 read=0.2 >200000 in=2 out=4 read=0.4 inimage=1
        grok-build-latest c=500000 o=500000 has=tvsr in=2 out=6 read=0.3 >200000 in=4 out=12 read=0.6 inimage=2
        grok-code-fast c=256000 o=256000 has=tvsr in=1 out=2 read=0.2 >200000 in=2 out=4 read=0.4 inimage=1
        grok-code-fast-1 c=256000 o=256000 has=tvsrh in=1 out=2 read=0.2 >200000 in=2 out=4 read=0.4 inimage=1
        grok-code-fast-1-0825 c=256000 o=256000 has=tvsr in=1 out=2 read=0.2 >200000 in=2 out=4 read=0.4 inimage=1
        grok-imagine-image,grok-imagine-image-2026-03-02 mode=image_generation c=8000 has=vdTUR image=0.02
        grok-imagine-image-2.0 mode=image_generation image=0.06
        grok-imagine-image-pro mode=image_generation has=h image=0.05
        grok-imagine-image-quality,grok-imagine-image-quality-latest,grok-imagine-image-quality-20260403 mode=image_generation c=8000 has=vdTURh image=0.05
        grok-latest c=500000 has=h in=2 out=6 read=0.5
        grok-voice-transcribe-1.0 mode=audio_transcription has=h second=0.00002778
        grok-voice-transcribe-2.0 mode=audio_transcription second=0.00002778
        x-ai/grok-4.3 c=1000000 has=h in=1.25 out=2.5 read=0.2
        x-ai/grok-4.5 c=500000 has=h in=2 out=6 read=0.5
        """#
}
