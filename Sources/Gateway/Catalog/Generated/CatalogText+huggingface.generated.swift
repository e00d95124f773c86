// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let huggingface: StaticString = #"""
        MiniMaxAI/MiniMax-M2 c=204800 o=128000 has=tVDUr in=0.3 out=1.2
        MiniMaxAI/MiniMax-M2.1 c=204800 o=131072 has=tVDUri in=0.3 out=1.2
        MiniMaxAI/MiniMax-M2.5 c=204800 o=131072 has=tVDUri in=0.3 out=1.2 read=0.03
        MiniMaxAI/MiniMax-M2.7 c=204800 o=131072 has=tVDUsri in=0.3 out=1.2 read=0.06
        MiniMaxAI/MiniMax-M3 c=524288 o=128000 has=tvUsr in=0.3 out=1.2
        Qwen/Qwen3-235B-A22B c=40960 o=16384 has=tVDUsr in=0.2 out=0.8
        Qwen/Qwen3-235B-A22B-Thinking-2507 c=262144 o=131072 has=tVDUr in=0.3 out=3
        Qwen/Qwen3-32B c=131072 o=16384 has=tVDUsr in=0.29 out=0.59
        Qwen/Qwen3-Coder-30B-A3B-Instruct c=262144 o=65536 has=tVDUsR in=0.07 out=0.26
        Qwen/Qwen3-Coder-480B-A35B-Instruct c=262144 o=66536 has=tVDUR in=2 out=2
        Qwen/Qwen3-Coder-Next c=262144 o=65536 has=tVDUR in=0.2 out=1.5
        Qwen/Qwen3-Embedding-4B c=32000 o=2048 has=TVDUR in=0.01 out=0
        Qwen/Qwen3-Embedding-8B c=32000 o=4096 has=TVDUR in=0.01 out=0
        Qwen/Qwen3-Next-80B-A3B-Instruct c=262144 o=66536 has=tVDUR in=0.25 out=1
        Qwen/Qwen3-Next-80B-A3B-Thinking c=262144 o=131072 has=tVDUR in=0.3 out=2
        Qwen/Qwen3.5-122B-A10B c=262144 o=65536 has=tvUsr in=0.4 out=3.2
        Qwen/Qwen3.5-27B c=262144 o=65536 has=tvUsr in=0.3 out=2.4
        Qwen/Qwen3.5-35B-A3B c=262144 o=65536 has=tvUsr in=0.25 out=2
        Qwen/Qwen3.5-397B-A17B c=262144 o=32768 has=tvUri in=0.6 out=3.6
        Qwen/Qwen3.5-9B c=262144 o=65536 has=tvUsr in=0.17 out=0.25
        Qwen/Qwen3.6-27B c=262144 o=65536 has=tvUsr in=0.47 out=3.19
        Qwen/Qwen3.6-35B-A3B c=262144 o=65536 has=tvUsr in=0.15 out=0.95
        XiaomiMiMo/MiMo-V2-Flash c=262144 o=4096 has=tVDUr in=0.1 out=0.3
        XiaomiMiMo/MiMo-V2.5-Pro c=1048576 o=131072 has=tVDUsr in=1 out=3
        deepseek-ai/DeepSeek-R1 c=64000 o=32768 has=tVDUsr in=0.7 out=2.5
        deepseek-ai/DeepSeek-R1-0528 c=163840 o=163840 has=tVDUr in=3 out=5
        deepseek-ai/DeepSeek-V3.2 c=163840 o=65536 has=tVDUr in=0.28 out=0.4
        deepseek-ai/DeepSeek-V4-Flash c=1048576 o=384000 has=tVDUsr in=0.14 out=0.28
        deepseek-ai/DeepSeek-V4-Pro c=1048576 o=393216 has=tVDUsri in=0.435 out=0.87 read=0.003625
        google/gemma-4-26B-A4B-it c=262144 o=32768 has=tvUsr in=0.13 out=0.4
        google/gemma-4-31B-it c=262144 o=32768 has=tvUsr in=0.14 out=0.4
        meta-llama/Llama-3.3-70B-Instruct c=131072 o=4096 has=tVDUsR in=0.59 out=0.79
        moonshotai/Kimi-K2-Instruct c=131072 o=16384 has=tVDUR in=1 out=3
        moonshotai/Kimi-K2-Instruct-0905 c=262144 o=16384 has=tVDUR in=1 out=3
        moonshotai/Kimi-K2-Thinking c=262144 o=262144 has=tVDUri in=0.6 out=2.5 read=0.15
        moonshotai/Kimi-K2.5 c=262144 o=262144 has=tvUri in=0.6 out=3 read=0.1
        moonshotai/Kimi-K2.6 c=262144 o=262144 has=tvUri in=0.95 out=4 read=0.16
        moonshotai/Kimi-K2.7-Code c=262144 o=262144 has=tvUsr in=0.95 out=4
        openai/gpt-oss-120b c=131072 o=32768 has=tVDUsr in=0.25 out=0.69
        stepfun-ai/Step-3.5-Flash c=262144 o=256000 has=tVDUr in=0.1 out=0.3
        stepfun-ai/Step-3.7-Flash c=262144 o=256000 has=tvUr in=0.2 out=1.15
        zai-org/GLM-4.5 c=131072 o=98304 has=tVDUr in=0.6 out=2.2
        zai-org/GLM-4.5-Air c=131072 o=98304 has=tVDUr in=0.13 out=0.85
        zai-org/GLM-4.5V c=65536 o=16384 has=tvUr in=0.6 out=1.8
        zai-org/GLM-4.6 c=204800 o=131072 has=tVDUr in=0.55 out=2.2
        zai-org/GLM-4.7 c=204800 o=131072 has=tVDUri in=0.6 out=2.2 read=0.11
        zai-org/GLM-4.7-Flash c=200000 o=128000 has=tVDUri
        zai-org/GLM-5 c=202752 o=131072 has=tVDUri in=1 out=3.2 read=0.2
        zai-org/GLM-5.1 c=202752 o=131072 has=tVDUri in=1 out=3.2 read=0.2
        zai-org/GLM-5.2 c=262144 o=131072 has=tVDUsr in=1.4 out=4.4
        """#
}
