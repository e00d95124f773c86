// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let fireworks: StaticString = #"""
        accounts/fireworks/models/SSD-1B mode=image_generation c=4096 o=4096 in=0.00013 out=0.00013
        accounts/fireworks/models/chronos-hermes-13b-v2 c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/code-llama-13b c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/code-llama-13b-instruct c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/code-llama-13b-python c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/code-llama-34b c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/code-llama-34b-instruct c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/code-llama-34b-python c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/code-llama-70b c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/code-llama-70b-instruct c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/code-llama-70b-python c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/code-llama-7b c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/code-llama-7b-instruct c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/code-llama-7b-python c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/code-qwen-1p5-7b c=65536 o=65536 in=0.2 out=0.2
        accounts/fireworks/models/codegemma-2b c=8192 o=8192 in=0.1 out=0.1
        accounts/fireworks/models/codegemma-7b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/cogito-671b-v2-p1 c=163840 o=163840 in=1.2 out=1.2
        accounts/fireworks/models/cogito-v1-preview-llama-3b c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/cogito-v1-preview-llama-70b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/cogito-v1-preview-llama-8b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/cogito-v1-preview-qwen-14b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/cogito-v1-preview-qwen-32b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/dbrx-instruct c=32768 o=32768 in=1.2 out=1.2
        accounts/fireworks/models/deepseek-coder-1b-base c=16384 o=16384 in=0.1 out=0.1
        accounts/fireworks/models/deepseek-coder-33b-instruct c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/deepseek-coder-7b-base c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-coder-7b-base-v1p5 c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-coder-7b-instruct-v1p5 c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-coder-v2-instruct c=65536 o=65536 has=Ts in=1.2 out=1.2
        accounts/fireworks/models/deepseek-coder-v2-lite-base c=163840 o=163840 in=0.5 out=0.5
        accounts/fireworks/models/deepseek-coder-v2-lite-instruct c=163840 o=163840 in=0.5 out=0.5
        accounts/fireworks/models/deepseek-prover-v2 c=163840 o=163840 in=1.2 out=1.2
        accounts/fireworks/models/deepseek-r1 c=163840 o=20480 has=s in=3 out=8
        accounts/fireworks/models/deepseek-r1-0528 c=163840 o=160000 has=s in=3 out=8
        accounts/fireworks/models/deepseek-r1-0528-distill-qwen3-8b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-r1-basic c=163840 o=20480 has=s in=0.55 out=2.19
        accounts/fireworks/models/deepseek-r1-distill-llama-70b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/deepseek-r1-distill-llama-8b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-r1-distill-qwen-14b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-r1-distill-qwen-1p5b c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/deepseek-r1-distill-qwen-32b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/deepseek-r1-distill-qwen-7b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/deepseek-v2-lite-chat c=163840 o=163840 in=0.5 out=0.5
        accounts/fireworks/models/deepseek-v2p5 c=32768 o=32768 in=1.2 out=1.2
        accounts/fireworks/models/deepseek-v3 c=131072 o=8192 has=s in=0.9 out=0.9
        accounts/fireworks/models/deepseek-v3-0324 c=163840 o=163840 has=s in=0.9 out=0.9
        accounts/fireworks/models/deepseek-v3p1 c=128000 o=8192 has=sr in=0.56 out=1.68
        accounts/fireworks/models/deepseek-v3p1-terminus c=128000 o=8192 has=sr in=0.56 out=1.68
        accounts/fireworks/models/deepseek-v3p2 c=163840 o=163840 has=tsr in=0.56 out=1.68 read=0.28
        accounts/fireworks/models/deepseek-v4-flash c=1048576 o=384000 has=tVDUsrOih in=0.14 out=0.28 read=0.028
        accounts/fireworks/models/deepseek-v4-flash-0731 c=1048576 o=131072 has=tVsrh in=0.22 out=0.66 read=0.007 %priority in=0.275 out=0.825 read=0.00875
        accounts/fireworks/models/deepseek-v4-flash-vision-exp c=1048576 o=1048576 has=tvsh in=0.22 out=0.66 read=0.007 %priority in=0.275 out=0.825 read=0.00875
        accounts/fireworks/models/deepseek-v4-pro c=1048576 o=131072 has=tVDUsrOih in=1.2 out=1.2 read=0.6 %priority in=1.2 out=1.2 read=0.6
        accounts/fireworks/models/deepseek-v4-pro-0813 c=1048576 o=131072 has=tVsrh in=1.32 out=3.96 read=0.044 %priority in=1.65 out=4.95 read=0.055
        accounts/fireworks/models/deepseek-v4p1-flash c=1048576 o=393216 has=tvsr in=0.3 out=1.2 read=0.006 %priority in=0.375 out=1.5 read=0.0075
        accounts/fireworks/models/deepseek-v4p1-flash-1017 c=1048576 o=393216 has=tvsr in=0.3 out=1.2 read=0.006 %priority in=0.375 out=1.5 read=0.0075
        accounts/fireworks/models/deepseek-v4p1-flash-1017-us c=1048576 o=393216 has=tvsr in=0.45 out=1.8 read=0.009 %priority in=0.5625 out=2.25 read=0.01125
        accounts/fireworks/models/devstral-small-2505 c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/dobby-mini-unhinged-plus-llama-3-1-8b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/dobby-unhinged-llama-3-3-70b-new c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/dolphin-2-9-2-qwen2-72b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/dolphin-2p6-mixtral-8x7b c=32768 o=32768 in=0.5 out=0.5
        accounts/fireworks/models/ember-1 c=1048576 has=tvsr in=3 out=15 read=0.3 %priority in=3.75 out=18.75 read=0.375
        accounts/fireworks/models/ernie-4p5-21b-a3b-pt c=131072 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/ernie-4p5-300b-a47b-pt c=131072 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/fare-20b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/firefunction-v1 c=32768 o=32768 in=0.5 out=0.5
        accounts/fireworks/models/firefunction-v2 c=8192 o=8192 has=ts in=0.9 out=0.9
        accounts/fireworks/models/firellava-13b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/firesearch-ocr-v6 c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/flux-1-dev c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/flux-1-dev-controlnet-union c=4096 o=4096 in=0.001 out=0.001
        accounts/fireworks/models/flux-1-dev-fp8 mode=image_generation c=4096 o=4096 in=0.0005 out=0.0005
        accounts/fireworks/models/flux-1-schnell c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/flux-1-schnell-fp8 mode=image_generation c=4096 o=4096 in=0.00035 out=0.00035
        accounts/fireworks/models/flux-kontext-max mode=image_generation c=4096 o=4096 in=0.08 out=0.08
        accounts/fireworks/models/flux-kontext-pro mode=image_generation c=4096 o=4096 in=0.04 out=0.04
        accounts/fireworks/models/gemma-2b-it c=8192 o=8192 in=0.1 out=0.1
        accounts/fireworks/models/gemma-3-27b-it c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/gemma-7b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/gemma-7b-it c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/gemma2-9b-it c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/glm-4p5 c=131072 o=96000 has=tsr in=0.55 out=2.19
        accounts/fireworks/models/glm-4p5-air c=131072 o=96000 has=tsr in=0.22 out=0.88
        accounts/fireworks/models/glm-4p5v c=131072 o=131072 has=r in=1.2 out=1.2
        accounts/fireworks/models/glm-4p6 c=202752 o=202800 has=tsr in=0.55 out=2.19
        accounts/fireworks/models/glm-4p7 c=202752 o=202800 has=tsr in=0.6 out=2.2 read=0.3
        accounts/fireworks/models/glm-5p1 c=202752 o=131072 has=tVDUsrOi in=1.4 out=4.4 read=0.26
        accounts/fireworks/models/glm-5p2 c=1048576 o=131072 has=tVDUsrOih in=1.4 out=4.4 read=0.14 %priority in=1.75 out=5.5 read=0.175
        accounts/fireworks/models/glm-5p3 c=1048576 o=128000 has=tVsr in=1.4 out=4.4 read=0.26 %priority in=1.75 out=5.5 read=0.325
        accounts/fireworks/models/glm-5p3-flash c=1048576 o=1048576 has=tvs in=0.15 out=0.5 read=0.03 %priority in=0.1875 out=0.625 read=0.0375
        accounts/fireworks/models/gpt-oss-120b c=131072 o=32768 has=tVDUsrh in=0.15 out=0.6 read=0.015 %priority in=0.18 out=0.72 read=0.018
        accounts/fireworks/models/gpt-oss-20b c=131072 o=32768 has=tVDUsr in=0.07 out=0.3 read=0.035
        accounts/fireworks/models/gpt-oss-safeguard-120b c=131072 o=131072 in=1.2 out=1.2
        accounts/fireworks/models/gpt-oss-safeguard-20b c=131072 o=131072 in=0.5 out=0.5
        accounts/fireworks/models/hermes-2-pro-mistral-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/inkling c=1048576 o=1048576 has=tvsh in=1 out=4.05 read=0.17 %priority in=1 out=4.05 read=0.17
        accounts/fireworks/models/internvl3-38b c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/internvl3-78b c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/internvl3-8b c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/japanese-stable-diffusion-xl mode=image_generation c=4096 o=4096 in=0.00013 out=0.00013
        accounts/fireworks/models/kat-coder c=262144 o=262144 in=0.9 out=0.9
        accounts/fireworks/models/kat-dev-32b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/kat-dev-72b-exp c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/kimi-k2-instruct c=131072 o=16384 has=ts in=0.6 out=2.5
        accounts/fireworks/models/kimi-k2-instruct-0905 c=262144 o=32768 has=ts in=0.6 out=2.5
        accounts/fireworks/models/kimi-k2-thinking c=262144 o=262144 has=ts in=0.6 out=2.5
        accounts/fireworks/models/kimi-k2p5 c=262144 o=32768 has=ts in=0.6 out=3 read=0.1
        accounts/fireworks/models/kimi-k2p6 c=262144 o=32768 has=tvUsrOih in=0.95 out=4 read=0.16 %priority in=1.5 out=6 read=0.22
        accounts/fireworks/models/kimi-k2p7-code c=262144 o=32768 has=tvUsrOih in=0.95 out=4 read=0.19 %priority in=1.425 out=6 read=0.285
        accounts/fireworks/models/kimi-k3 c=1048576 o=131072 has=tvsr in=3 out=15 read=0.3 %priority in=3.75 out=18.75 read=0.375
        accounts/fireworks/models/llama-guard-2-8b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/llama-guard-3-1b c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/llama-guard-3-8b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/llama-v2-13b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/llama-v2-13b-chat c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/llama-v2-70b c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/llama-v2-70b-chat c=2048 o=2048 in=0.9 out=0.9
        accounts/fireworks/models/llama-v2-7b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/llama-v2-7b-chat c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/llama-v3-70b-instruct c=8192 o=8192 in=0.9 out=0.9
        accounts/fireworks/models/llama-v3-70b-instruct-hf c=8192 o=8192 in=0.9 out=0.9
        accounts/fireworks/models/llama-v3-8b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/llama-v3-8b-instruct-hf c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/llama-v3p1-405b-instruct c=131072 o=16384 has=ts in=3 out=3
        accounts/fireworks/models/llama-v3p1-405b-instruct-long c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p1-70b-instruct c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/llama-v3p1-70b-instruct-1b c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p1-8b-instruct c=131072 o=16384 has=Ts in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p1-nemotron-70b-instruct c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/llama-v3p2-11b-vision-instruct c=131072 o=16384 has=vTs in=0.2 out=0.2
        accounts/fireworks/models/llama-v3p2-1b c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p2-1b-instruct c=131072 o=16384 has=Ts in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p2-3b c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p2-3b-instruct c=131072 o=16384 has=Ts in=0.1 out=0.1
        accounts/fireworks/models/llama-v3p2-90b-vision-instruct c=131072 o=16384 has=vs in=0.9 out=0.9
        accounts/fireworks/models/llama-v3p3-70b-instruct c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/llama4-maverick-instruct-basic c=131072 o=131072 has=s in=0.22 out=0.88
        accounts/fireworks/models/llama4-scout-instruct-basic c=131072 o=131072 has=s in=0.15 out=0.6
        accounts/fireworks/models/llamaguard-7b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/llava-yi-34b c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/minimax-m1-80k c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/minimax-m2 c=196608 o=4096 in=0.3 out=1.2
        accounts/fireworks/models/minimax-m2p1 c=196608 o=204800 has=ts in=0.3 out=1.2 read=0.03
        accounts/fireworks/models/minimax-m2p7 c=196608 o=196608 has=tVDUsrih in=0.3 out=1.2 read=0.06
        accounts/fireworks/models/minimax-m3 c=512000 o=512000 has=tvUsri in=0.3 out=1.2 read=0.06 %priority in=0.45 out=1.8 read=0.09
        accounts/fireworks/models/minimax-m3p1-flash c=1048576 o=1048576 has=tvsr in=0.15 out=0.6 read=0.015 %priority in=0.225 out=0.9 read=0.0225
        accounts/fireworks/models/ministral-3-14b-instruct-2512 c=256000 o=256000 in=0.2 out=0.2
        accounts/fireworks/models/ministral-3-3b-instruct-2512 c=256000 o=256000 in=0.1 out=0.1
        accounts/fireworks/models/ministral-3-8b-instruct-2512 c=256000 o=256000 in=0.2 out=0.2
        accounts/fireworks/models/mistral-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/mistral-7b-instruct-4k c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/mistral-7b-instruct-v0p2 c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/mistral-7b-instruct-v3 c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/mistral-7b-v0p2 c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/mistral-large-3-fp8 c=256000 o=256000 in=1.2 out=1.2
        accounts/fireworks/models/mistral-nemo-base-2407 c=128000 o=128000 in=0.2 out=0.2
        accounts/fireworks/models/mistral-nemo-instruct-2407 c=128000 o=128000 in=0.2 out=0.2
        accounts/fireworks/models/mistral-small-24b-instruct-2501 c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/mixtral-8x22b c=65536 o=65536 in=1.2 out=1.2
        accounts/fireworks/models/mixtral-8x22b-instruct c=65536 o=65536 in=1.2 out=1.2
        accounts/fireworks/models/mixtral-8x22b-instruct-hf c=65536 o=65536 has=ts in=1.2 out=1.2
        accounts/fireworks/models/mixtral-8x7b c=32768 o=32768 in=0.5 out=0.5
        accounts/fireworks/models/mixtral-8x7b-instruct c=32768 o=32768 in=0.5 out=0.5
        accounts/fireworks/models/mixtral-8x7b-instruct-hf c=32768 o=32768 in=0.5 out=0.5
        accounts/fireworks/models/muse-glimmer-30b c=131072 o=16384 has=tvsrh in=0.35 out=1.5 read=0.04 %priority in=0.525 out=2.25 read=0.06
        accounts/fireworks/models/muse-spark-open c=1048576 has=tvr in=1.25 out=4.25 read=0.15 %priority in=1.875 out=6.375 read=0.225
        accounts/fireworks/models/mythomax-l2-13b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/nemotron-3-ultra-nvfp4 c=262144 o=32768 has=tVsrh in=0.6 out=2.4 read=0.12 %priority in=0.75 out=3 read=0.15
        accounts/fireworks/models/nemotron-lightning-3p5-30b-a3b c=262144 o=32768 has=tVsrh in=0.05 out=0.2 read=0.01 %priority in=0.0625 out=0.25 read=0.0125
        accounts/fireworks/models/nemotron-nano-v2-12b-vl c=131072 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/nous-capybara-7b-v1p9 c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/nous-hermes-2-mixtral-8x7b-dpo c=32768 o=32768 in=0.5 out=0.5
        accounts/fireworks/models/nous-hermes-2-yi-34b c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/nous-hermes-llama2-13b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/nous-hermes-llama2-70b c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/nous-hermes-llama2-7b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/nvidia-nemotron-nano-12b-v2 c=128000 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/nvidia-nemotron-nano-9b-v2 c=128000 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/openchat-3p5-0106-7b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/openhermes-2-mistral-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/openhermes-2p5-mistral-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/openorca-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/phi-2-3b c=2048 o=2048 in=0.1 out=0.1
        accounts/fireworks/models/phi-3-mini-128k-instruct c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/phi-3-vision-128k-instruct c=32064 o=32064 in=0.2 out=0.2
        accounts/fireworks/models/phind-code-llama-34b-python-v1 c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/phind-code-llama-34b-v1 c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/phind-code-llama-34b-v2 c=16384 o=16384 in=0.9 out=0.9
        accounts/fireworks/models/playground-v2-1024px-aesthetic mode=image_generation c=4096 o=4096 in=0.00013 out=0.00013
        accounts/fireworks/models/playground-v2-5-1024px-aesthetic mode=image_generation c=4096 o=4096 in=0.00013 out=0.00013
        accounts/fireworks/models/pythia-12b c=2048 o=2048 in=0.2 out=0.2
        accounts/fireworks/models/qwen-qwq-32b-preview c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen-v2p5-14b-instruct c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen-v2p5-7b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/qwen1p5-72b-chat c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen2-72b-instruct c=32768 o=32768 has=Ts in=0.9 out=0.9
        accounts/fireworks/models/qwen2-7b-instruct c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2-vl-2b-instruct c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2-vl-72b-instruct c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen2-vl-7b-instruct c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-0p5b-instruct c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-14b c=131072 o=131072 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-1p5b-instruct c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-32b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-32b-instruct c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-72b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-72b-instruct c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-7b-instruct c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-coder-0p5b c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-coder-0p5b-instruct c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-coder-14b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-coder-14b-instruct c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-coder-1p5b c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-coder-1p5b-instruct c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-coder-32b c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-coder-32b-instruct c=4096 o=4096 has=Ts in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-coder-32b-instruct-128k c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-coder-32b-instruct-32k-rope c=32768 o=32768 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-coder-32b-instruct-64k c=65536 o=65536 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-coder-3b c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-coder-3b-instruct c=32768 o=32768 in=0.1 out=0.1
        accounts/fireworks/models/qwen2p5-coder-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-coder-7b-instruct c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-math-72b-instruct c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-vl-32b-instruct c=128000 o=128000 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-vl-3b-instruct c=128000 o=128000 in=0.2 out=0.2
        accounts/fireworks/models/qwen2p5-vl-72b-instruct c=128000 o=128000 in=0.9 out=0.9
        accounts/fireworks/models/qwen2p5-vl-7b-instruct c=128000 o=128000 in=0.2 out=0.2
        accounts/fireworks/models/qwen3-0p6b c=40960 o=40960 in=0.1 out=0.1
        accounts/fireworks/models/qwen3-14b c=40960 o=40960 in=0.2 out=0.2
        accounts/fireworks/models/qwen3-1p7b c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/qwen3-1p7b-fp8-draft c=262144 o=262144 in=0.1 out=0.1
        accounts/fireworks/models/qwen3-1p7b-fp8-draft-131072 c=131072 o=131072 in=0.1 out=0.1
        accounts/fireworks/models/qwen3-1p7b-fp8-draft-40960 c=40960 o=40960 in=0.1 out=0.1
        accounts/fireworks/models/qwen3-235b-a22b c=131072 o=131072 in=0.22 out=0.88
        accounts/fireworks/models/qwen3-235b-a22b-instruct-2507 c=262144 o=262144 in=0.22 out=0.88
        accounts/fireworks/models/qwen3-235b-a22b-thinking-2507 c=262144 o=262144 in=0.22 out=0.88
        accounts/fireworks/models/qwen3-30b-a3b c=131072 o=131072 in=0.15 out=0.6
        accounts/fireworks/models/qwen3-30b-a3b-instruct-2507 c=262144 o=262144 in=0.5 out=0.5
        accounts/fireworks/models/qwen3-30b-a3b-thinking-2507 c=262144 o=262144 in=0.9 out=0.9
        accounts/fireworks/models/qwen3-32b c=131072 o=131072 has=r in=0.9 out=0.9
        accounts/fireworks/models/qwen3-4b c=40960 o=40960 in=0.2 out=0.2
        accounts/fireworks/models/qwen3-4b-instruct-2507 c=262144 o=262144 in=0.2 out=0.2
        accounts/fireworks/models/qwen3-8b c=40960 o=40960 has=r in=0.2 out=0.2
        accounts/fireworks/models/qwen3-coder-30b-a3b-instruct c=262144 o=262144 in=0.15 out=0.6
        accounts/fireworks/models/qwen3-coder-480b-a35b-instruct c=262144 o=262144 has=r in=0.45 out=1.8
        accounts/fireworks/models/qwen3-coder-480b-instruct-bf16 c=262144 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/qwen3-embedding-8b mode=embedding c=40960 o=40960 in=0.1 out=0
        accounts/fireworks/models/qwen3-next-80b-a3b-instruct c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/qwen3-next-80b-a3b-thinking c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/qwen3-reranker-8b mode=rerank c=40960 o=40960 in=0.2 out=0
        accounts/fireworks/models/qwen3-vl-235b-a22b-instruct c=262144 o=262144 in=0.22 out=0.88
        accounts/fireworks/models/qwen3-vl-235b-a22b-thinking c=262144 o=262144 in=0.22 out=0.88
        accounts/fireworks/models/qwen3-vl-30b-a3b-instruct c=262144 o=262144 in=0.15 out=0.6
        accounts/fireworks/models/qwen3-vl-30b-a3b-thinking c=262144 o=262144 in=0.15 out=0.6
        accounts/fireworks/models/qwen3-vl-32b-instruct c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/qwen3-vl-8b-instruct c=262144 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/qwen3p6-plus has=h in=0.5 out=3 read=0.1
        accounts/fireworks/models/qwen3p7-plus c=262144 o=65536 has=tvUsrO in=0.4 out=1.6 read=0.08
        accounts/fireworks/models/qwen3p8-max c=262144 has=tvsr in=2 out=6 read=0.25 %priority in=3 out=9 read=0.375
        accounts/fireworks/models/qwq-32b c=131072 o=131072 in=0.9 out=0.9
        accounts/fireworks/models/rolm-ocr c=128000 o=128000 in=0.2 out=0.2
        accounts/fireworks/models/snorkel-mistral-7b-pairrm-dpo c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/stable-diffusion-xl-1024-v1-0 mode=image_generation c=4096 o=4096 in=0.00013 out=0.00013
        accounts/fireworks/models/stablecode-3b c=4096 o=4096 in=0.1 out=0.1
        accounts/fireworks/models/starcoder-16b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/starcoder-7b c=8192 o=8192 in=0.2 out=0.2
        accounts/fireworks/models/starcoder2-15b c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/starcoder2-3b c=16384 o=16384 in=0.1 out=0.1
        accounts/fireworks/models/starcoder2-7b c=16384 o=16384 in=0.2 out=0.2
        accounts/fireworks/models/toppy-m-7b c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/models/ultramarine-1-flash-us c=1048576 o=1048576 has=vTs in=0.225 out=0.75 read=0.045 %priority in=0.28125 out=0.9375 read=0.05625
        accounts/fireworks/models/yi-34b c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/yi-34b-200k-capybara c=200000 o=200000 in=0.9 out=0.9
        accounts/fireworks/models/yi-34b-chat c=4096 o=4096 in=0.9 out=0.9
        accounts/fireworks/models/yi-6b c=4096 o=4096 in=0.2 out=0.2
        accounts/fireworks/models/yi-large c=32768 o=32768 has=Ts in=3 out=3
        accounts/fireworks/models/zephyr-7b-beta c=32768 o=32768 in=0.2 out=0.2
        accounts/fireworks/routers/deepseek-v4p1-flash-1017-spot c=1048576 o=393216 has=tvsr in=0.21 out=0.84 read=0.0042
        accounts/fireworks/routers/deepseek-v4p1-flash-spot c=1048576 o=393216 has=tvsr in=0.21 out=0.84 read=0.0042
        accounts/fireworks/routers/deepseek-v4p1-flash-us c=1048576 o=393216 has=tvsr in=0.45 out=1.8 read=0.009 %priority in=0.5625 out=2.25 read=0.01125
        accounts/fireworks/routers/glm-5p1-fast c=202800 o=131072 has=tVDUsrOi in=2.8 out=8.8 read=0.52
        accounts/fireworks/routers/glm-5p2-fast c=1048576 o=131072 has=tVDUsrOih in=2.1 out=6.6 read=0.21
        accounts/fireworks/routers/glm-5p2-fast-us c=1048576 o=131072 has=tVsrh in=2.1 out=6.6 read=0.21
        accounts/fireworks/routers/glm-5p3-fast c=1048576 o=1048576 has=tVsr in=2.1 out=6.6 read=0.39
        accounts/fireworks/routers/glm-5p3-flash-us c=1048576 o=1048576 has=tvsh in=0.225 out=0.75 read=0.045 %priority in=0.28125 out=0.9375 read=0.05625
        accounts/fireworks/routers/glm-5p3-spot c=1048576 o=128000 has=tVsr in=0.98 out=3.08 read=0.182
        accounts/fireworks/routers/glm-5p3-us c=1048576 o=128000 has=tVsr in=2.1 out=6.6 read=0.39 %priority in=2.625 out=8.25 read=0.4875
        accounts/fireworks/routers/kimi-k2p6-fast c=262144 o=32768 has=tvUsrOih in=2 out=8 read=0.3
        accounts/fireworks/routers/kimi-k2p6-turbo c=262000 o=262000 has=tvUrOi in=2 out=8 read=0.3
        accounts/fireworks/routers/kimi-k2p7-code-fast c=262144 o=32768 has=tvUsrOih in=1.9 out=8 read=0.38
        accounts/fireworks/routers/kimi-k3-fast c=1048576 o=131072 has=tvsr in=4.5 out=22.5 read=0.45
        accounts/fireworks/routers/kimi-k3-spot c=1048576 o=131072 has=tvsr in=2.1 out=10.5 read=0.21
        accounts/fireworks/routers/kimi-k3-us c=1048576 o=131072 has=tvsr in=4.5 out=22.5 read=0.45 %priority in=5.625 out=28.125 read=0.5625
        accounts/fireworks/routers/spot-deepseek-v4-flash c=1048576 o=384000 has=tVsrh in=0.105 out=0.21 read=0.021
        deepseek-v4-flash c=1048576 o=384000 has=tVsrh in=0.14 out=0.28 read=0.028
        deepseek-v4-flash-0731 c=1048576 o=131072 has=tVsrh in=0.22 out=0.66 read=0.007 %priority in=0.275 out=0.825 read=0.00875
        deepseek-v4-flash-vision-exp c=1048576 o=1048576 has=tvsh in=0.22 out=0.66 read=0.007 %priority in=0.275 out=0.825 read=0.00875
        deepseek-v4-pro-0813 c=1048576 o=131072 has=tVsrh in=1.32 out=3.96 read=0.044 %priority in=1.65 out=4.95 read=0.055
        deepseek-v4p1-flash c=1048576 o=393216 has=tvsr in=0.3 out=1.2 read=0.006 %priority in=0.375 out=1.5 read=0.0075
        deepseek-v4p1-flash-us c=1048576 o=393216 has=tvsr in=0.45 out=1.8 read=0.009 %priority in=0.5625 out=2.25 read=0.01125
        glm-4p7 c=202752 o=202800 has=tsr in=0.6 out=2.2 read=0.3
        glm-5p1 c=202752 o=131072 has=tVsr in=1.4 out=4.4 read=0.26
        glm-5p1-fast c=202800 o=131072 has=tVsr in=2.8 out=8.8 read=0.52
        glm-5p2 c=1048576 o=131072 has=tVsrh in=1.4 out=4.4 read=0.14 %priority in=1.75 out=5.5 read=0.175
        glm-5p2-fast c=1048576 o=131072 has=tVsrh in=2.1 out=6.6 read=0.21
        glm-5p2-fast-us c=1048576 o=131072 has=tVsrh in=2.1 out=6.6 read=0.21
        glm-5p3 c=1048576 o=128000 has=tVsr in=1.4 out=4.4 read=0.26 %priority in=1.75 out=5.5 read=0.325
        glm-5p3-fast c=1048576 o=1048576 has=tVsr in=2.1 out=6.6 read=0.39
        glm-5p3-flash c=1048576 o=1048576 has=tvs in=0.15 out=0.5 read=0.03 %priority in=0.1875 out=0.625 read=0.0375
        glm-5p3-flash-us c=1048576 o=1048576 has=tvsh in=0.225 out=0.75 read=0.045 %priority in=0.28125 out=0.9375 read=0.05625
        glm-5p3-us c=1048576 o=128000 has=tVsr in=2.1 out=6.6 read=0.39 %priority in=2.625 out=8.25 read=0.4875
        gpt-oss-120b c=131072 o=32768 has=tVsrh in=0.15 out=0.6 read=0.015 %priority in=0.18 out=0.72 read=0.018
        gpt-oss-20b c=131072 o=32768 has=tVsr in=0.07 out=0.3 read=0.035
        kimi-k2p5 c=262144 o=32768 has=ts in=0.6 out=3 read=0.1
        kimi-k2p6 c=262144 o=32768 has=tvsrh in=0.95 out=4 read=0.16 %priority in=1.5 out=6 read=0.22
        kimi-k2p6-fast c=262144 o=32768 has=tvsrh in=2 out=8 read=0.3
        kimi-k2p7-code c=262144 o=32768 has=tvsrh in=0.95 out=4 read=0.19 %priority in=1.425 out=6 read=0.285
        kimi-k2p7-code-fast c=262144 o=32768 has=tvsrh in=1.9 out=8 read=0.38
        kimi-k3 c=1048576 o=131072 has=tvsr in=3 out=15 read=0.3 %priority in=3.75 out=18.75 read=0.375
        kimi-k3-fast c=1048576 o=131072 has=tvsr in=4.5 out=22.5 read=0.45
        kimi-k3-us c=1048576 o=131072 has=tvsr in=4.5 out=22.5 read=0.45 %priority in=5.625 out=28.125 read=0.5625
        minimax-m2p1 c=196608 o=204800 has=ts in=0.3 out=1.2 read=0.03
        minimax-m3 c=512000 o=512000 has=tvsr in=0.3 out=1.2 read=0.06 %priority in=0.45 out=1.8 read=0.09
        muse-glimmer-30b c=131072 o=16384 has=tvsrh in=0.35 out=1.5 read=0.04 %priority in=0.525 out=2.25 read=0.06
        nemotron-3-ultra-nvfp4 c=262144 o=32768 has=tVsrh in=0.6 out=2.4 read=0.12 %priority in=0.75 out=3 read=0.15
        nemotron-lightning-3p5-30b-a3b c=262144 o=32768 has=tVsrh in=0.05 out=0.2 read=0.01 %priority in=0.0625 out=0.25 read=0.0125
        qwen3p7-plus c=262144 o=65536 has=tvsr in=0.4 out=1.6 read=0.08
        qwen3p8-max c=262144 has=tvsr in=2 out=6 read=0.25 %priority in=3 out=9 read=0.375
        """#
}
