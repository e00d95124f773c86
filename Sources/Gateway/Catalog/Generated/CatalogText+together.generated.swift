// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let together: StaticString = #"""
        Austism/chronos-hermes-13b has=h in=0.3 out=0.3
        BAAI/bge-base-en-v1.5 mode=embedding c=512 in=0.008 out=0
        Gryphe/MythoMax-L2-13b has=h in=0.3 out=0.3
        LiquidAI/LFM2-24B-A2B c=32768 o=32768 has=TVDUR in=0.03 out=0.12
        MiniMaxAI/MiniMax-M2.5 c=204800 o=131072 has=tVDUrh in=0.3 out=1.2 read=0.06
        MiniMaxAI/MiniMax-M2.7 c=196608 o=131072 has=tVDUsr in=0.3 out=1.2 read=0.06
        MiniMaxAI/MiniMax-M3 c=524288 o=524288 has=tvUsrh in=0.3 out=1.2 read=0.06
        MiniMaxAI/MiniMax-M3.1-Flash c=1048576 o=1048576 in=0.15 out=0.6 read=0.015
        Nexusflow/NexusRaven-V2-13B has=h in=0.3 out=0.3
        NousResearch/Nous-Capybara-7B-V1p9 has=h in=0.2 out=0.2
        NousResearch/Nous-Hermes-2-Mixtral-8x7B-DPO c=32768 o=32768 has=h in=0.6 out=0.6
        NousResearch/Nous-Hermes-2-Mixtral-8x7B-SFT has=h in=0.9 out=0.9
        NousResearch/Nous-Hermes-2-Yi-34B has=h in=0.8 out=0.8
        NousResearch/Nous-Hermes-Llama2-13b has=h in=0.225 out=0.225
        NousResearch/Nous-Hermes-llama-2-7b has=h in=0.2 out=0.2
        Open-Orca/Mistral-7B-OpenOrca has=h in=0.2 out=0.2
        Prism-ML/Ternary-Bonsai-27B c=262144 o=262144
        Qwen/QwQ-32B c=131072 o=131072 has=h in=1.2 out=1.2
        Qwen/Qwen1.5-0.5B has=h in=0.1 out=0.1
        Qwen/Qwen1.5-0.5B-Chat has=h in=0.1 out=0.1
        Qwen/Qwen1.5-1.8B has=h in=0.1 out=0.1
        Qwen/Qwen1.5-1.8B-Chat has=h in=0.1 out=0.1
        Qwen/Qwen1.5-14B has=h in=0.3 out=0.3
        Qwen/Qwen1.5-14B-Chat has=h in=0.3 out=0.3
        Qwen/Qwen1.5-4B has=h in=0.1 out=0.1
        Qwen/Qwen1.5-4B-Chat has=h in=0.1 out=0.1
        Qwen/Qwen1.5-72B has=h in=0.9 out=0.9
        Qwen/Qwen1.5-7B has=h in=0.2 out=0.2
        Qwen/Qwen1.5-7B-Chat has=h in=0.2 out=0.2
        Qwen/Qwen2-1.5B-Instruct c=32768 o=32768 in=0.02 out=0.02
        Qwen/Qwen2-72B-Instruct c=32768 o=32768 has=h in=0.9 out=0.9
        Qwen/Qwen2-VL-72B-Instruct c=32768 o=32768 has=h in=1.2 out=1.2
        Qwen/Qwen2.5-14B-Instruct c=32768 o=32768 in=0.8 out=0.8
        Qwen/Qwen2.5-72B-Instruct c=32768 o=32768 in=1.2 out=1.2
        Qwen/Qwen2.5-72B-Instruct-Turbo c=131072 o=131072 has=h in=1.2 out=1.2
        Qwen/Qwen2.5-7B-Instruct-Turbo c=32768 o=32768 has=tVDUsR in=0.3 out=0.3
        Qwen/Qwen2.5-Coder-32B-Instruct c=16384 o=16384 has=h in=0.8 out=0.8
        Qwen/Qwen2.5-VL-72B-Instruct c=32768 o=32768 has=h in=1.95 out=8
        Qwen/Qwen3-235B-A22B-Instruct-2507-tput c=262144 o=262144 has=tVDUR in=0.2 out=0.6
        Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8 c=262144 o=262144 has=tVDURh in=2 out=2
        Qwen/Qwen3-Coder-Next-FP8 c=262144 o=262144 has=tVDURh in=0.5 out=1.2
        Qwen/Qwen3-Next-80B-A3B-Instruct c=262144 o=262144 has=h in=0.15 out=1.5
        Qwen/Qwen3-Next-80B-A3B-Thinking c=262144 o=262144 has=h in=0.15 out=1.5
        Qwen/Qwen3-VL-32B-Instruct c=262144 o=262144 has=h in=0.5 out=1.5
        Qwen/Qwen3-VL-8B-Instruct c=262144 o=262144 has=h in=0.18 out=0.68
        Qwen/Qwen3.5-397B-A17B c=262144 o=262144 has=tvUrOh in=0.6 out=3.6 read=0.35
        Qwen/Qwen3.5-9B c=262144 o=262144 has=tvUsrO in=0.17 out=0.25
        Qwen/Qwen3.6-Plus c=1000000 o=1000000 has=tVDUrO in=0.5 out=3
        Qwen/Qwen3.7-Max c=1000000 o=1000000 has=tVDUR in=1.5 out=4.5 read=0.3
        Qwen/Qwen3.7-Plus c=1000000 o=1000000 in=0.32 out=1.28
        Qwen/Qwen3.8-2.4T-A95B c=1010000 o=1010000 has=h in=2 out=6 read=0.25
        Qwen/Qwen3.8-Flash c=1000000 o=1000000 in=0.15 out=0.47
        Salesforce/Llama-Rank-V1 mode=rerank c=8192 has=h in=0.1 out=0
        Undi95/ReMM-SLERP-L2-13B has=h in=0.3 out=0.3
        Undi95/Toppy-M-7B has=h in=0.2 out=0.2
        WizardLM/WizardLM-13B-V1.2 has=h in=0.3 out=0.3
        allenai/OLMo-7B has=h in=0.2 out=0.2
        allenai/OLMo-7B-Instruct has=h in=0.2 out=0.2
        allenai/OLMo-7B-Twin-2T has=h in=0.2 out=0.2
        arcee-ai/trinity-mini c=128000 o=128000 in=0.045 out=0.15
        arize-ai/qwen-2-1.5b-instruct c=32768 o=32768 in=0.1 out=0.1
        codellama/CodeLlama-13b-Instruct-hf has=h in=0.225 out=0.225
        codellama/CodeLlama-34b-Instruct-hf has=h in=0.776 out=0.776
        codellama/CodeLlama-70b-Instruct-hf has=h in=0.9 out=0.9
        codellama/CodeLlama-7b-Instruct-hf has=h in=0.2 out=0.2
        deepcogito/cogito-v2-1-671b c=163840 o=163840 has=TVDUrO in=1.25 out=1.25
        deepseek-ai/DeepSeek-R1 c=163839 o=163839 has=TVDUrh in=3 out=7
        deepseek-ai/DeepSeek-R1-0528 c=163840 in=3 out=7
        deepseek-ai/DeepSeek-R1-Distill-Llama-70B c=131072 o=131072 has=h in=2 out=2
        deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B c=131072 o=131072 has=h in=0.18 out=0.18
        deepseek-ai/DeepSeek-R1-Distill-Qwen-14B c=131072 o=131072 has=h in=1.6 out=1.6
        deepseek-ai/DeepSeek-V3 c=65536 o=8192 has=tVDUsRh in=1.25 out=1.25
        deepseek-ai/DeepSeek-V3-1 c=131072 o=131072 has=tVDUrOh in=0.6 out=1.7
        deepseek-ai/DeepSeek-V3.1 c=131072 o=131072 has=h in=0.6 out=1.7
        deepseek-ai/DeepSeek-V4-Flash-0731 c=1048576 o=1048576 has=tsh in=0.14 out=0.28 read=0.03
        deepseek-ai/DeepSeek-V4-Pro c=512000 o=384000 has=tVDUsrOi in=1.74 out=3.48 read=0.2
        deepseek-ai/DeepSeek-V4-Pro-0813 c=1048576 o=1048576 has=ts in=1.32 out=3.96 read=0.13
        deepseek-ai/DeepSeek-V4.1-Flash c=1048576 o=1048576 has=ts in=0.3 out=1.2 read=0.006
        deepseek-ai/DeepSeek-V4.1-Flash-1017 c=1048576 o=1048576 has=tvsr in=0.3 out=1.2 read=0.006
        deepseek-ai/deepseek-coder-33b-instruct c=16384 o=16384 has=h in=0.8 out=0.8
        essentialai/Rnj-1-Instruct c=32768 o=32768 has=tVDUR in=0.15 out=0.15
        garage-bAInd/Platypus2-70B-instruct has=h in=0.9 out=0.9
        google/gemma-2-27b-it c=8192 o=8192 has=h in=0.8 out=0.8
        google/gemma-2b has=h in=0.1 out=0.1
        google/gemma-2b-it has=h in=0.1 out=0.1
        google/gemma-3n-E4B-it c=32768 o=32768 has=TVDUsR in=0.06 out=0.12
        google/gemma-4-31B-it c=262144 o=262144 has=tvUsrh in=0.39 out=0.97
        google/gemma-7b has=h in=0.2 out=0.2
        google/gemma-7b-it has=h in=0.2 out=0.2
        lmsys/vicuna-13b-v1.5 has=h in=0.3 out=0.3
        lmsys/vicuna-7b-v1.5 has=h in=0.2 out=0.2
        meta-llama/Llama-2-13b-chat-hf has=h in=0.225 out=0.225
        meta-llama/Llama-2-70b-chat-hf has=h in=0.9 out=0.9
        meta-llama/Llama-2-7b-chat-hf has=h in=0.2 out=0.2
        meta-llama/Llama-3-70b-chat-hf has=h in=0.9 out=0.9
        meta-llama/Llama-3-8b-chat-hf c=8192 o=8192 has=h in=0.2 out=0.2
        meta-llama/Llama-3.1-405B-Instruct c=4096 o=4096 in=3.5 out=3.5
        meta-llama/Llama-3.2-1B-Instruct c=131072 o=131072 in=0.06 out=0.06
        meta-llama/Llama-3.2-3B-Instruct c=131072 o=131072 in=0.06 out=0.06
        meta-llama/Llama-3.3-70B-Instruct-Turbo c=131072 o=131072 has=tVDUsRh in=1.04 out=1.04
        meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8 has=h in=0.27 out=0.85
        meta-llama/Llama-4-Scout-17B-16E-Instruct c=1048576 o=1048576 has=h in=0.18 out=0.59
        meta-llama/Meta-Llama-3-70B-Instruct-Lite has=h in=0.54 out=0.54
        meta-llama/Meta-Llama-3-70B-Instruct-Turbo c=8192 o=8192 has=h in=0.88 out=0.88
        meta-llama/Meta-Llama-3-8B-Instruct c=8192 o=8192 has=h in=0.2 out=0.2
        meta-llama/Meta-Llama-3-8B-Instruct-Lite c=8192 o=8192 has=TVDUR in=0.1 out=0.1
        meta-llama/Meta-Llama-3-8B-Instruct-Turbo has=h in=0.18 out=0.18
        meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo has=h in=3.5 out=3.5
        meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo c=131072 o=131072 has=h in=0.88 out=0.88
        meta-llama/Meta-Llama-3.1-8B mode=completion c=16384 o=16384 in=0.2 out=0.2
        meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo c=131072 o=131072 has=h in=0.18 out=0.18
        meta-llama/Meta-Llama-3.3-70B-Instruct-Turbo has=h in=0.88 out=0.88
        meta-models/Muse-Glimmer-30B c=131072 o=131072 in=0.35 out=1.5 read=0.04
        meta-models/Muse-Spark-Open-816B-A42B c=1048576 o=1048576 has=ts in=1.25 out=4.25 read=0.15
        microsoft/WizardLM-2-8x22B has=h in=1.2 out=1.2
        microsoft/phi-2 has=h in=0.1 out=0.1
        mistralai/Ministral-3-14B-Instruct-2512 c=262144 in=0.2 out=0.2
        mistralai/Mistral-7B-Instruct-v0.1 c=32768 o=32768 has=h in=0.2 out=0.2
        mistralai/Mistral-7B-Instruct-v0.2 has=h in=0.2 out=0.2
        mistralai/Mistral-7B-Instruct-v0.3 c=32768 in=0.2 out=0.2
        mistralai/Mistral-7B-v0.1 has=h in=0.2 out=0.2
        mistralai/Mistral-Small-24B-Instruct-2501 c=32768 o=32768 has=h in=0.1 out=0.3
        mistralai/Mixtral-8x22B-Instruct-v0.1 has=h in=2.4 out=2.4
        mistralai/Mixtral-8x7B-Instruct-v0.1 c=32768 o=32768 has=h in=0.6 out=0.6
        mistralai/Mixtral-8x7B-v0.1 has=h in=0.9 out=0.9
        moonshotai/Kimi-K2-Instruct has=ts in=1 out=3
        moonshotai/Kimi-K2.5 c=262144 o=262144 has=tvUrOh in=0.5 out=2.8
        moonshotai/Kimi-K2.5-fp4 c=262144 in=0.5 out=2.8
        moonshotai/Kimi-K2.6 c=262144 o=262144 has=tvUsrOh in=1.2 out=4.5 read=0.2
        moonshotai/Kimi-K2.7-Code c=262144 o=262144 has=tVDUsrh in=0.95 out=4 read=0.19
        moonshotai/Kimi-K3 c=1048576 o=1048576 has=tvsr in=3 out=15 read=0.3
        nvidia/Llama-3.1-Nemotron-70B-Instruct-HF c=32768 o=32768 has=h in=0.88 out=0.88
        nvidia/NVIDIA-Nemotron-3.5-Super-VL c=262144 o=262144 has=tvsr in=0.15 out=0.5 read=0.02
        nvidia/NVIDIA-Nemotron-Nano-9B-v2 c=131072 has=h in=0.06 out=0.25
        nvidia/nemotron-3-ultra-550b-a55b c=512288 o=512288 has=tVDUsrOh in=0.6 out=3.6 read=0.2
        openai/gpt-oss-120b c=131072 o=131072 has=tVDUsr in=0.15 out=0.6
        openai/gpt-oss-20b c=131072 o=131072 has=tVDUsrh in=0.05 out=0.2
        openchat/openchat-3.5-1210 has=h in=0.2 out=0.2
        pearl-ai/gemma-4-31b-it c=32000 o=32000 has=TVDUr in=0.28 out=0.86
        reflection/Beam-1.0-501B-A23B c=1048576 o=1048576 has=ts in=0.4 out=1.2 read=0.04
        snorkelai/Snorkel-Mistral-PairRM-DPO has=h in=0.2 out=0.2
        teknium/OpenHermes-2-Mistral-7B has=h in=0.2 out=0.2
        teknium/OpenHermes-2p5-Mistral-7B has=h in=0.2 out=0.2
        thinkingmachines/Inkling c=524288 o=524288 has=tsh in=1 out=4.05 read=0.17
        together-ai-21.1b-41b in=0.8 out=0.8
        together-ai-4.1b-8b in=0.2 out=0.2
        together-ai-41.1b-80b in=0.9 out=0.9
        together-ai-8.1b-21b c=1000 o=1000 in=0.3 out=0.3
        together-ai-81.1b-110b in=1.8 out=1.8
        together-ai-embedding-151m-to-350m mode=embedding in=0.016 out=0
        together-ai-embedding-up-to-150m mode=embedding in=0.008 out=0
        together-ai-up-to-4b in=0.1 out=0.1
        together/Tev1-4B-experimental c=32768 in=0.042 out=0
        togethercomputer/GPT-JT-Moderation-6B has=h in=0.2 out=0.2
        togethercomputer/Llama-2-7B-32K-Instruct has=h in=0.2 out=0.2
        togethercomputer/RedPajama-INCITE-7B-Base has=h in=0.2 out=0.2
        togethercomputer/RedPajama-INCITE-7B-Chat has=h in=0.2 out=0.2
        togethercomputer/RedPajama-INCITE-7B-Instruct has=h in=0.2 out=0.2
        togethercomputer/RedPajama-INCITE-Base-3B-v1 has=h in=0.1 out=0.1
        togethercomputer/RedPajama-INCITE-Chat-3B-v1 has=h in=0.1 out=0.1
        togethercomputer/RedPajama-INCITE-Instruct-3B-v1 has=h in=0.1 out=0.1
        togethercomputer/StripedHyena-Hessian-7B has=h in=0.2 out=0.2
        togethercomputer/StripedHyena-Nous-7B has=h in=0.2 out=0.2
        togethercomputer/alpaca-7b has=h in=0.2 out=0.2
        upstage/SOLAR-10.7B-Instruct-v1.0 has=h in=0.3 out=0.3
        zai-org/GLM-4.5-Air-FP8 c=131072 o=131072 has=h in=0.2 out=1.1
        zai-org/GLM-4.6 c=202752 o=202752 has=tr in=0.6 out=2.2
        zai-org/GLM-4.7 c=202752 o=202752 has=h in=0.45 out=2
        zai-org/GLM-5 c=202752 o=202752 has=tVDUsrOih in=1 out=3.2
        zai-org/GLM-5.1 c=202752 o=202752 has=tVDUsrOh in=1.4 out=4.4 read=0.26
        zai-org/GLM-5.2 c=1048575 o=128000 has=tVDUsrOi in=1.4 out=4.4 read=0.26
        zai-org/GLM-5.3 c=1048575 o=128000 has=tsr in=1.4 out=4.4 read=0.26
        zai-org/GLM-5.3-Flash c=1048575 o=128000 has=tvsr in=0.15 out=0.5 read=0.03
        zero-one-ai/Yi-34B has=h in=0.8 out=0.8
        zero-one-ai/Yi-6B has=h in=0.2 out=0.2
        """#
}
