// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let groq: StaticString = #"""
        canopylabs/orpheus-arabic-saudi mode=audio_speech c=4000 o=50000 has=TVDUR char=40
        canopylabs/orpheus-v1-english mode=audio_speech c=4000 o=50000 has=TVDUR char=22
        deepseek-r1-distill-llama-70b c=131072 has=h in=0.75 out=0.99
        gemma-7b-it has=h in=0.07 out=0.07
        gemma2-9b has=h in=0.2 out=0.2
        gemma2-9b-it has=h in=0.2 out=0.2
        groq/compound c=131072 o=8192 has=TVDUR
        groq/compound-mini c=131072 o=8192 has=TVDUR
        llama-3.1-405b-reasoning has=h in=0.59 out=0.79
        llama-3.1-70b-versatile has=h in=0.59 out=0.79
        llama-3.1-8b-instant c=131072 o=131072 has=tVDUR in=0.05 out=0.08
        llama-3.2-11b-text-preview has=h in=0.18 out=0.18
        llama-3.2-11b-vision-preview has=h in=0.18 out=0.18
        llama-3.2-1b-preview has=h in=0.04 out=0.04
        llama-3.2-3b-preview has=h in=0.06 out=0.06
        llama-3.2-90b-text-preview has=h in=0.9 out=0.9
        llama-3.2-90b-vision-preview has=h in=0.9 out=0.9
        llama-3.3-70b-specdec has=h in=0.59 out=0.99
        llama-3.3-70b-versatile c=131072 o=32768 has=tVDUR in=0.59 out=0.79
        llama-guard-3-8b c=8192 o=8192 has=h in=0.2 out=0.2
        llama2-70b-4096 has=h in=0.7 out=0.8
        llama3-70b-8192 has=h in=0.59 out=0.79
        llama3-8b-8192 has=h in=0.05 out=0.08
        llama3-groq-70b-8192-tool-use-preview has=h in=0.89 out=0.89
        llama3-groq-8b-8192-tool-use-preview has=h in=0.19 out=0.19
        meta-llama/llama-4-maverick-17b-128e-instruct c=131072 has=h in=0.2 out=0.6
        meta-llama/llama-4-scout-17b-16e-instruct c=131072 o=8192 has=tvUsR in=0.11 out=0.34
        meta-llama/llama-guard-4-12b c=131072 has=h in=0.2 out=0.2
        meta-llama/llama-prompt-guard-2-22m c=512 o=512 has=TVDUR in=0.03 out=0.03
        meta-llama/llama-prompt-guard-2-86m c=512 o=512 has=TVDUR in=0.04 out=0.04
        mistral-saba-24b has=h in=0.79 out=0.79
        mixtral-8x7b-32768 has=h in=0.24 out=0.24
        moonshotai/kimi-k2-instruct c=131072 has=h in=1 out=3 read=0.5
        moonshotai/kimi-k2-instruct-0905 c=131072 has=h in=1 out=3 read=0.5
        openai/gpt-oss-120b c=131072 o=65536 has=tVDUsr in=0.15 out=0.6 read=0.075
        openai/gpt-oss-20b c=131072 o=65536 has=tVDUsr in=0.075 out=0.3 read=0.0375
        openai/gpt-oss-safeguard-20b c=131072 o=65536 has=tVDUsr in=0.075 out=0.3 read=0.037
        qwen/qwen3-32b c=131072 o=40960 has=tVDUr in=0.29 out=0.59
        qwen/qwen3.8-27b c=131072 o=16384 has=tvsr in=0.8 out=4
        whisper-large-v3 mode=audio_transcription has=aTVDR second=0.00003083
        whisper-large-v3-turbo mode=audio_transcription has=aTVDR second=0.00001111
        """#
}
