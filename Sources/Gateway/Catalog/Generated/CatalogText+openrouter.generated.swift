// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let openrouter: StaticString = #"""
        01-ai/yi-large in=3 out=3
        aetherwiing/mn-starcannon-12b in=0.8 out=1.2
        ai21/jamba-1-5-large in=2 out=8
        ai21/jamba-1-5-mini in=0.2 out=0.4
        ai21/jamba-1.6-large in=2 out=8
        ai21/jamba-1.6-mini in=0.2 out=0.4
        ai21/jamba-instruct in=0.5 out=0.7
        ai21/jamba-large-1.7 in=2 out=8
        aion-labs/aion-1.0 in=4 out=8
        aion-labs/aion-1.0-mini in=0.7 out=1.4
        aion-labs/aion-2.0 in=0.8 out=1.6 read=0.2
        aion-labs/aion-rp-llama-3.1-8b in=0.2 out=0.2
        alfredpros/codellama-7b-instruct-solidity in=0.8 out=1.2
        all-hands/openhands-lm-32b-v0.1 in=2.6 out=3.4
        allenai/olmo-3-32b-think in=0.15 out=0.5
        alpindale/goliath-120b in=6.5625 out=9.375
        alpindale/magnum-72b in=1.5 out=2.25
        amazon/nova-2-lite-v1 in=0.3 out=2.5
        amazon/nova-lite-v1 in=0.06 out=0.24
        amazon/nova-micro-v1 in=0.035 out=0.14
        amazon/nova-premier-v1 in=2.5 out=12.5 read=0.625
        amazon/nova-pro-v1 in=0.8 out=3.2
        anthracite-org/magnum-v2-72b in=3 out=3
        anthracite-org/magnum-v4-72b in=1.5 out=2.25
        anthropic/claude-2 in=8 out=24
        anthropic/claude-2.0 in=8 out=24
        anthropic/claude-2.0:beta in=8 out=24
        anthropic/claude-2.1 in=8 out=24
        anthropic/claude-2.1:beta in=8 out=24
        anthropic/claude-2:beta in=8 out=24
        anthropic/claude-3-haiku in=0.25 out=1.25
        anthropic/claude-3-haiku:beta in=0.25 out=1.25
        anthropic/claude-3-opus in=15 out=75
        anthropic/claude-3-opus:beta in=15 out=75
        anthropic/claude-3-sonnet in=3 out=15
        anthropic/claude-3-sonnet:beta in=3 out=15
        anthropic/claude-3.5-haiku,anthropic/claude-3.5-haiku-20241022 in=0.8 out=4
        anthropic/claude-3.5-haiku-20241022:beta in=0.8 out=4
        anthropic/claude-3.5-haiku:beta in=0.8 out=4
        anthropic/claude-3.5-sonnet,anthropic/claude-3.5-sonnet-20240620 in=3 out=15
        anthropic/claude-3.5-sonnet-20240620:beta in=3 out=15
        anthropic/claude-3.5-sonnet:beta in=3 out=15
        anthropic/claude-3.7-sonnet in=3 out=15
        anthropic/claude-3.7-sonnet:beta in=3 out=15
        anthropic/claude-3.7-sonnet:thinking in=3 out=15
        anthropic/claude-4.5-haiku-20251001 in=1 out=5 read=0.1 write=1.25
        anthropic/claude-4.5-haiku-20251001:beta in=1 out=5 read=0.1 write=1.25
        anthropic/claude-4.5-opus-20251124 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-4.5-opus-20251124:beta in=5 out=25 read=0.5 write=6.25
        anthropic/claude-4.5-sonnet-20250929 c=1000000 in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        anthropic/claude-4.5-sonnet-20250929:beta c=1000000 in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        anthropic/claude-4.6-opus-20260205 c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-4.6-opus-20260205:beta c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-4.6-sonnet-20260217 c=1000000 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-4.6-sonnet-20260217:beta c=1000000 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-fable-5 c=1000000 in=10 out=50 read=1 write=12.5
        anthropic/claude-fable-5:beta c=1000000 in=10 out=50 read=1 write=12.5
        anthropic/claude-haiku-4.5,anthropic/claude-haiku-4.5-20251001 in=1 out=5 read=0.1 write=1.25
        anthropic/claude-haiku-4.5-20251001:beta in=1 out=5 read=0.1 write=1.25
        anthropic/claude-haiku-4.5:beta in=1 out=5 read=0.1 write=1.25
        anthropic/claude-opus-4 in=15 out=75 read=1.5 write=18.75
        anthropic/claude-opus-4.1 in=15 out=75 read=1.5 write=18.75
        anthropic/claude-opus-4.5,anthropic/claude-opus-4.5-20251124 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.5-20251124:beta in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.5:beta in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.6,anthropic/claude-opus-4.6-20260205 c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.6-20260205:beta c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.6-fast in=30 out=150 read=3 write=37.5
        anthropic/claude-opus-4.6:beta c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.7 c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.7-fast in=30 out=150 read=3 write=37.5
        anthropic/claude-opus-4.7:beta c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.8 c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-4.8-fast in=10 out=50 read=1 write=12.5
        anthropic/claude-opus-4.8:beta c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-5 c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-opus-5-fast c=1000000 in=10 out=50 read=1 write=12.5
        anthropic/claude-opus-5:beta c=1000000 in=5 out=25 read=0.5 write=6.25
        anthropic/claude-sonnet-4 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-sonnet-4.5,anthropic/claude-sonnet-4.5-20250929 c=1000000 in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        anthropic/claude-sonnet-4.5-20250929:beta c=1000000 in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        anthropic/claude-sonnet-4.5:beta c=1000000 in=3 out=15 read=0.3 write=3.75 >200000 in=6 out=22.5 read=0.6 write=7.5
        anthropic/claude-sonnet-4.6,anthropic/claude-sonnet-4.6-20260217 c=1000000 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-sonnet-4.6-20260217:beta c=1000000 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-sonnet-4.6:beta c=1000000 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-sonnet-5 c=1000000 in=3 out=15 read=0.3 write=3.75
        anthropic/claude-sonnet-5:beta c=1000000 in=3 out=15 read=0.3 write=3.75
        anubis-pro-105b-v1 in=0.8 out=1
        arcee-ai/coder-large in=0.5 out=0.8
        arcee-ai/trinity-large-thinking in=0.22 out=0.85 read=0.06
        arcee-ai/trinity-mini in=0.045 out=0.15
        arcee-ai/virtuoso-large in=0.75 out=1.2
        arcee-blitz in=0.45 out=0.75
        baidu/ernie-4.5-vl-424b-a47b in=0.42 out=1.25
        bytedance-seed/seed-1.6 in=0.25 out=2
        bytedance-seed/seed-1.6-flash in=0.075 out=0.3
        bytedance-seed/seed-2.0-lite in=0.25 out=2
        bytedance-seed/seed-2.0-mini in=0.1 out=0.4
        bytedance/ui-tars-1.5-7b in=0.1 out=0.2
        caller-large in=0.55 out=0.85
        chatgpt-4o-latest in=5 out=15
        claude-2 in=8 out=24
        claude-2.0 in=8 out=24
        claude-2.0:beta in=8 out=24
        claude-2.1 in=8 out=24
        claude-2.1:beta in=8 out=24
        claude-2:beta in=8 out=24
        claude-3-opus in=15 out=75 read=1.5 write=18.75
        claude-3-opus:beta in=15 out=75 read=1.5 write=18.75
        claude-3-sonnet in=3 out=15 read=0.3 write=3.75
        claude-3-sonnet:beta in=3 out=15 read=0.3 write=3.75
        claude-3.5-sonnet,claude-3.5-sonnet-20240620 in=3 out=15 read=0.3 write=3.75
        claude-3.5-sonnet-20240620:beta in=3 out=15 read=0.3 write=3.75
        claude-3.5-sonnet:beta in=3 out=15 read=0.3 write=3.75
        claude-3.7-sonnet in=3 out=15 read=0.3 write=3.75
        claude-3.7-sonnet:beta in=3 out=15 read=0.3 write=3.75
        claude-3.7-sonnet:thinking in=3 out=15 read=0.3 write=3.75
        codellama-7b-instruct-solidity in=0.8 out=1.2
        codestral-2501 in=0.3 out=0.9
        codex-mini in=1.5 out=6 read=0.375
        cognitivecomputations/dolphin-mixtral-8x22b in=0.9 out=0.9
        cognitivecomputations/dolphin-mixtral-8x7b in=0.5 out=0.5
        cohere/command in=1 out=2
        cohere/command-a in=2.5 out=10
        cohere/command-r in=0.5 out=1.5
        cohere/command-r-03-2024 in=0.5 out=1.5
        cohere/command-r-08-2024 in=0.15 out=0.6
        cohere/command-r-plus in=3 out=15
        cohere/command-r-plus-04-2024 in=3 out=15
        cohere/command-r-plus-08-2024 in=2.5 out=10
        cohere/command-r7b-12-2024 in=0.0375 out=0.15
        command in=1 out=2
        command-r in=0.5 out=1.5
        command-r-03-2024 in=0.5 out=1.5
        command-r-plus in=3 out=15
        command-r-plus-04-2024 in=3 out=15
        deepcogito/cogito-v2.1-671b in=1.25 out=1.25
        deepseek-prover-v2 in=0.5 out=2.18
        deepseek-r1-0528-qwen3-8b in=0.05 out=0.1
        deepseek-r1-distill-llama-8b in=0.04 out=0.04
        deepseek-r1-distill-qwen-1.5b in=0.18 out=0.18
        deepseek-r1-distill-qwen-14b in=0.15 out=0.15
        deepseek-r1-distill-qwen-7b in=0.1 out=0.2
        deepseek/deepseek-chat in=0.38 out=0.89
        deepseek/deepseek-chat-v3-0324 in=0.3 out=0.88
        deepseek/deepseek-chat-v3.1 in=0.21 out=0.79 read=0.13
        deepseek/deepseek-r1 in=0.45 out=2.15
        deepseek/deepseek-r1-0528 in=0.5 out=2.15
        deepseek/deepseek-r1-distill-llama-70b in=0.1 out=0.4
        deepseek/deepseek-r1-distill-llama-8b in=0.04 out=0.04
        deepseek/deepseek-r1-distill-qwen-1.5b in=0.18 out=0.18
        deepseek/deepseek-r1-distill-qwen-14b in=0.15 out=0.15
        deepseek/deepseek-r1-distill-qwen-32b in=0.12 out=0.18
        deepseek/deepseek-v3.1-terminus c=163840 in=0.23 out=0.9
        deepseek/deepseek-v3.2 in=0.2288 out=0.3432
        deepseek/deepseek-v3.2-exp in=0.27 out=0.41
        deepseek/deepseek-v4-flash in=0.0983 out=0.1966 read=0.0197
        deepseek/deepseek-v4-pro in=0.435 out=0.87 read=0.003625
        devstral-small in=0.06 out=0.12
        dobby-mini-unhinged-plus-llama-3.1-8b in=0.2 out=0.2
        dolphin-mixtral-8x22b in=0.9 out=0.9
        eleutherai/llemma_7b in=0.8 out=1.2
        essentialai/rnj-1-instruct in=0.15 out=0.15
        eva-llama-3.33-70b in=4 out=6
        eva-qwen-2.5-32b in=2.6 out=3.4
        eva-qwen-2.5-72b in=4 out=6
        eva-unit-01/eva-llama-3.33-70b in=4 out=6
        eva-unit-01/eva-qwen-2.5-32b in=2.6 out=3.4
        eva-unit-01/eva-qwen-2.5-72b in=0.9 out=1.2
        fimbulvetr-11b-v2 in=0.8 out=1.2
        gemini-2.0-flash-001 in=0.1 out=0.4 read=0.025 write=0.1833
        gemini-2.0-flash-lite-001 in=0.075 out=0.3
        gemini-2.5-flash-lite-preview-06-17 in=0.1 out=0.4
        gemini-2.5-flash-preview in=0.15 out=0.6 read=0.0375 write=0.2333
        gemini-2.5-flash-preview-05-20 in=0.15 out=0.6 read=0.0375 write=0.2333
        gemini-2.5-flash-preview-05-20:thinking in=0.15 out=3.5 read=0.0375 write=0.2333
        gemini-2.5-flash-preview:thinking in=0.15 out=3.5 read=0.0375 write=0.2333
        gemini-flash-1.5 in=0.075 out=0.3 read=0.01875 write=0.1583
        gemini-flash-1.5-8b in=0.0375 out=0.15 read=0.01 write=0.0583
        gemini-pro-1.5 in=1.25 out=5
        gemma-2-9b-it in=0.2 out=0.2
        glm-4-32b in=0.24 out=0.24
        glm-5v-turbo in=1.2 out=4 read=0.24
        glm-z1-32b in=0.24 out=0.24
        glm-z1-rumination-32b in=0.24 out=0.24
        goliath-120b in=10 out=12.5
        google/gemini-2.0-flash-001 in=0.1 out=0.4
        google/gemini-2.0-flash-lite-001 in=0.075 out=0.3
        google/gemini-2.5-flash in=0.3 out=2.5 read=0.075 write=0.3833
        google/gemini-2.5-flash-image in=0.3 out=2.5 read=0.03 write=0.083333333333
        google/gemini-2.5-flash-lite in=0.1 out=0.4 read=0.01 write=0.083333333333
        google/gemini-2.5-flash-lite-preview-09-2025 in=0.1 out=0.4
        google/gemini-2.5-flash-preview in=0.15 out=0.6
        google/gemini-2.5-flash-preview-09-2025 in=0.3 out=2.5 read=0.075 write=0.383
        google/gemini-2.5-flash-preview:thinking in=0.15 out=3.5
        google/gemini-2.5-pro in=1.25 out=10 read=0.31 write=1.625
        google/gemini-2.5-pro-preview in=1.25 out=10 read=0.31 write=1.625
        google/gemini-2.5-pro-preview-03-25 in=1.25 out=10
        google/gemini-2.5-pro-preview-05-06 in=1.25 out=10 read=0.31 write=1.625
        google/gemini-3-flash-preview in=0.5 out=3 read=0.05 write=0.083333333333
        google/gemini-3-pro-image-preview in=2 out=12 read=0.2 write=0.375
        google/gemini-3.1-flash-image-preview in=0.5 out=3
        google/gemini-3.1-flash-lite in=0.25 out=1.5 read=0.025 write=0.083333333333
        google/gemini-3.1-flash-lite-preview in=0.25 out=1.5 read=0.025 write=0.083333333333
        google/gemini-3.1-pro-preview in=2 out=12 read=0.2 write=0.375
        google/gemini-3.1-pro-preview-customtools in=2 out=12 read=0.2 write=0.375
        google/gemini-3.5-flash in=1.5 out=9 read=0.15 write=0.083333333333
        google/gemini-flash-1.5 in=0.075 out=0.3
        google/gemini-flash-1.5-8b in=0.0375 out=0.15
        google/gemini-pro in=0.5 out=1.5
        google/gemini-pro-1.5 in=1.25 out=5
        google/gemini-pro-vision in=0.5 out=1.5
        google/gemma-2-27b-it in=0.8 out=0.8
        google/gemma-2-9b-it in=0.07 out=0.07
        google/gemma-3-12b-it in=0.05 out=0.1
        google/gemma-3-27b-it in=0.1 out=0.2
        google/gemma-3-4b-it in=0.02 out=0.04
        google/gemma-3n-e4b-it in=0.06 out=0.12
        google/gemma-4-26b-a4b-it in=0.06 out=0.33
        google/gemma-4-31b-it in=0.12 out=0.36 read=0.09
        google/palm-2-chat-bison in=1 out=2
        google/palm-2-chat-bison-32k in=1 out=2
        google/palm-2-codechat-bison in=1 out=2
        google/palm-2-codechat-bison-32k in=1 out=2
        gpt-3.5-turbo-0125 in=0.5 out=1.5
        gpt-3.5-turbo-1106 in=1 out=2
        gpt-4-0314 in=30 out=60
        gpt-4-1106-preview in=10 out=30
        gpt-4.5-preview in=75 out=150 read=37.5
        gpt-4o:extended in=6 out=18
        grok-2-1212 in=2 out=10
        grok-2-vision-1212 in=2 out=10
        grok-3 in=3 out=15 read=0.75
        grok-3-beta in=3 out=15 read=0.75
        grok-3-mini in=0.3 out=0.5 read=0.075
        grok-3-mini-beta in=0.3 out=0.5 read=0.075
        grok-beta in=5 out=15
        grok-vision-beta in=5 out=15
        gryphe/mythomax-l2-13b in=0.065 out=0.065
        hermes-2-pro-llama-3-8b in=0.025 out=0.04
        ibm-granite/granite-4.0-h-micro in=0.017 out=0.112
        ibm-granite/granite-4.1-8b in=0.05 out=0.1
        inception/mercury-2 in=0.25 out=0.75 read=0.025
        inclusionai/ling-2.6-1t in=0.075 out=0.625 read=0.015
        inclusionai/ling-2.6-flash in=0.01 out=0.03 read=0.002
        inclusionai/ring-2.6-1t in=0.075 out=0.625 read=0.015
        infermatic/mn-inferor-12b in=0.8 out=1.2
        inflection/inflection-3-pi in=2.5 out=10
        inflection/inflection-3-productivity in=2.5 out=10
        jamba-1.6-large in=2 out=8
        jamba-1.6-mini in=0.2 out=0.4
        jondurbin/airoboros-l2-70b in=0.5 out=0.5
        kwaipilot/kat-coder-pro-v2 in=0.3 out=1.2 read=0.06
        l3-euryale-70b in=1.48 out=1.48
        latitudegames/wayfarer-large-70b-llama-3.3 in=0.8 out=0.9
        lfm-3b in=0.02 out=0.02
        lfm-40b in=0.15 out=0.15
        lfm-7b in=0.01 out=0.01
        liquid/lfm-2-24b-a2b in=0.03 out=0.12
        liquid/lfm-3b in=0.02 out=0.02
        liquid/lfm-40b in=0.15 out=0.15
        liquid/lfm-7b in=0.01 out=0.01
        llama-3-lumimaid-70b in=4 out=6
        llama-3-lumimaid-8b in=0.2 out=1.25
        llama-3.1-405b in=2 out=2
        llama-3.1-405b-instruct in=0.8 out=0.8
        llama-3.1-lumimaid-70b in=2.5 out=3
        llama-3.1-lumimaid-8b in=0.2 out=1.25
        llama-3.1-nemotron-70b-instruct in=0.12 out=0.3
        llama-3.1-nemotron-ultra-253b-v1 in=0.6 out=1.8
        llama-3.1-sonar-large-128k-online in=1 out=1
        llama-3.1-sonar-small-128k-online in=0.2 out=0.2
        llama-3.2-90b-vision-instruct in=1.2 out=1.2
        llama-3.3-nemotron-super-49b-v1 in=0.13 out=0.4
        llama-guard-2-8b in=0.2 out=0.2
        llama3.1-typhoon2-70b-instruct in=0.88 out=0.88
        llemma_7b in=0.8 out=1.2
        maestro-reasoning in=0.9 out=3.3
        magistral-medium-2506 in=2 out=5
        magistral-medium-2506:thinking in=2 out=5
        magistral-small-2506 in=0.5 out=1.5
        magnum-72b in=4 out=6
        magnum-v2-72b in=3 out=3
        mancer/weaver in=1.125 out=1.125
        mercury-coder-small-beta in=0.25 out=1
        meta-llama/llama-2-13b-chat in=0.22 out=0.22
        meta-llama/llama-2-70b-chat in=0.9 out=0.9
        meta-llama/llama-3-70b-instruct in=0.3 out=0.4
        meta-llama/llama-3-8b-instruct in=0.03 out=0.06
        meta-llama/llama-3.1-405b in=2 out=2
        meta-llama/llama-3.1-405b-instruct in=0.8 out=0.8
        meta-llama/llama-3.1-70b-instruct in=0.1 out=0.28
        meta-llama/llama-3.1-8b-instruct in=0.02 out=0.03
        meta-llama/llama-3.2-11b-vision-instruct in=0.049 out=0.049
        meta-llama/llama-3.2-1b-instruct in=0.005 out=0.01
        meta-llama/llama-3.2-3b-instruct in=0.01 out=0.02
        meta-llama/llama-3.2-90b-vision-instruct in=0.9 out=0.9
        meta-llama/llama-3.3-70b-instruct in=0.05 out=0.24
        meta-llama/llama-4-maverick in=0.15 out=0.6
        meta-llama/llama-4-scout in=0.08 out=0.3
        meta-llama/llama-guard-2-8b in=0.2 out=0.2
        meta-llama/llama-guard-3-8b in=0.02 out=0.06
        meta-llama/llama-guard-4-12b in=0.05 out=0.05
        microsoft/phi-3-medium-128k-instruct in=1 out=1
        microsoft/phi-3-mini-128k-instruct in=0.1 out=0.1
        microsoft/phi-3.5-mini-128k-instruct in=0.1 out=0.1
        microsoft/phi-4 in=0.07 out=0.14
        microsoft/phi-4-mini-instruct in=0.08 out=0.35
        microsoft/phi-4-multimodal-instruct in=0.05 out=0.1
        microsoft/wizardlm-2-7b in=0.07 out=0.07
        microsoft/wizardlm-2-8x22b in=0.5 out=0.5
        midnight-rose-70b in=0.8 out=0.8
        minimax-m1:extended in=0.55 out=2.2
        minimax/minimax-01 in=0.2 out=1.1
        minimax/minimax-m1 in=0.3 out=1.65
        minimax/minimax-m2 in=0.255 out=1 read=0.03
        minimax/minimax-m2-her,minimax/minimax-m2-her-20260123 in=0.3 out=1.2 read=0.03
        minimax/minimax-m2.1 in=0.29 out=0.95 read=0.03
        minimax/minimax-m2.5,minimax/minimax-m2.5-20260211 in=0.15 out=0.9 read=0.05
        minimax/minimax-m2.7,minimax/minimax-m2.7-20260318 in=0.27 out=1.08 read=0.054
        minimax/minimax-m3,minimax/minimax-m3-20260531 in=0.3 out=1.2 read=0.06
        ministral-3b in=0.04 out=0.04
        ministral-8b in=0.1 out=0.1
        mistral-7b-instruct in=0.028 out=0.054
        mistral-7b-instruct-v0.1 in=0.11 out=0.19
        mistral-7b-instruct-v0.2 in=0.2 out=0.2
        mistral-7b-instruct-v0.3 in=0.028 out=0.054
        mistral-large-2411 in=2 out=6
        mistral-medium in=2.75 out=8.1
        mistral-small in=0.2 out=0.6
        mistral-tiny in=0.25 out=0.25
        mistral/ministral-8b in=0.1 out=0.1
        mistralai/codestral-2501 in=0.3 out=0.9
        mistralai/codestral-2508 in=0.3 out=0.9 read=0.03
        mistralai/codestral-mamba in=0.25 out=0.25
        mistralai/devstral-2512 in=0.4 out=2 read=0.04
        mistralai/ministral-14b-2512 in=0.2 out=0.2 read=0.02
        mistralai/ministral-3b in=0.04 out=0.04
        mistralai/ministral-3b-2512 in=0.1 out=0.1 read=0.01
        mistralai/ministral-8b in=0.1 out=0.1
        mistralai/ministral-8b-2512 in=0.15 out=0.15 read=0.015
        mistralai/mistral-7b-instruct in=0.029 out=0.059
        mistralai/mistral-7b-instruct-v0.1 in=0.2 out=0.2
        mistralai/mistral-7b-instruct-v0.2 in=0.2 out=0.2
        mistralai/mistral-7b-instruct-v0.3 in=0.029 out=0.059
        mistralai/mistral-large in=2 out=6
        mistralai/mistral-large-2407 in=2 out=6
        mistralai/mistral-large-2512 in=0.5 out=1.5 read=0.05
        mistralai/mistral-medium in=2.75 out=8.1
        mistralai/mistral-medium-3 in=0.4 out=2
        mistralai/mistral-medium-3-5 in=1.5 out=7.5
        mistralai/mistral-medium-3.1 in=0.4 out=2 read=0.04
        mistralai/mistral-nemo in=0.01 out=0.019
        mistralai/mistral-saba in=0.2 out=0.6
        mistralai/mistral-small in=0.2 out=0.6
        mistralai/mistral-small-24b-instruct-2501 in=0.05 out=0.09
        mistralai/mistral-small-2603 in=0.15 out=0.6 read=0.015
        mistralai/mistral-small-3.1-24b-instruct in=0.05 out=0.15
        mistralai/mistral-small-3.2-24b-instruct in=0.075 out=0.2
        mistralai/mistral-tiny in=0.25 out=0.25
        mistralai/mixtral-8x22b-instruct in=0.9 out=0.9
        mistralai/mixtral-8x7b-instruct in=0.24 out=0.24
        mistralai/pixtral-12b in=0.1 out=0.1
        mistralai/pixtral-large-2411 in=2 out=6
        mistralai/voxtral-small-24b-2507 in=0.1 out=0.3 read=0.01
        mixtral-8x7b-instruct in=0.08 out=0.24
        mn-celeste-12b in=0.8 out=1.2
        mn-inferor-12b in=0.8 out=1.2
        mn-starcannon-12b in=0.8 out=1.2
        moonshotai/kimi-k2 in=0.57 out=2.3
        moonshotai/kimi-k2-0905 in=0.6 out=2.5
        moonshotai/kimi-k2-thinking in=0.6 out=2.5
        moonshotai/kimi-k2.5 in=0.4 out=1.9 read=0.09
        moonshotai/kimi-k2.6 in=0.68 out=3.41 read=0.34
        moonshotai/kimi-k2.7-code,moonshotai/kimi-k2.7-code-20260612 c=262144 in=0.75 out=3.5 read=0.16
        moonshotai/kimi-k3,moonshotai/kimi-k3-20260715 c=1048576 in=3 out=15 read=0.3
        morph/morph-v3-fast in=0.8 out=1.2
        morph/morph-v3-large in=0.9 out=1.9
        mythalion-13b in=0.8 out=1.2
        neversleep/llama-3-lumimaid-70b in=3.375 out=4.5
        neversleep/llama-3-lumimaid-8b in=0.09375 out=0.75
        neversleep/llama-3-lumimaid-8b:extended in=0.09375 out=0.75
        neversleep/llama-3.1-lumimaid-70b in=1.5 out=2.25
        neversleep/llama-3.1-lumimaid-8b in=0.09375 out=0.75
        neversleep/noromaid-20b in=0.75 out=1.5
        noromaid-20b in=1.25 out=2
        nothingiisreal/mn-celeste-12b in=0.8 out=1.2
        nous-hermes-2-mixtral-8x7b-dpo in=0.6 out=0.6
        nousresearch/hermes-2-pro-llama-3-8b in=0.025 out=0.04
        nousresearch/hermes-3-llama-3.1-405b in=0.7 out=0.8
        nousresearch/hermes-3-llama-3.1-70b in=0.12 out=0.3
        nousresearch/hermes-4-405b in=1 out=3
        nousresearch/hermes-4-70b in=0.13 out=0.4
        nousresearch/nous-hermes-2-mixtral-8x7b-dpo in=0.6 out=0.6
        nousresearch/nous-hermes-llama2-13b in=0.18 out=0.18
        nvidia/llama-3.1-nemotron-70b-instruct in=0.12 out=0.3
        nvidia/llama-3.3-nemotron-super-49b-v1.5 in=0.4 out=0.4
        nvidia/nemotron-3-nano-30b-a3b in=0.05 out=0.2
        nvidia/nemotron-3-super-120b-a12b in=0.09 out=0.45
        nvidia/nemotron-3-ultra-550b-a55b in=0.5 out=2.5 read=0.15
        nvidia/nemotron-nano-9b-v2 in=0.04 out=0.16
        o1-mini,o1-mini-2024-09-12 in=1.1 out=4.4 read=0.55
        o1-preview,o1-preview-2024-09-12 in=15 out=60 read=7.5
        openai/chatgpt-4o-latest in=5 out=15
        openai/codex-mini in=1.5 out=6 read=0.375
        openai/gpt-3.5-turbo in=0.5 out=1.5
        openai/gpt-3.5-turbo-0613 in=1 out=2
        openai/gpt-3.5-turbo-1106 in=1 out=2
        openai/gpt-3.5-turbo-16k in=3 out=4
        openai/gpt-3.5-turbo-instruct in=1.5 out=2
        openai/gpt-4 in=30 out=60
        openai/gpt-4-1106-preview in=10 out=30
        openai/gpt-4-32k in=60 out=120
        openai/gpt-4-32k-0314 in=60 out=120
        openai/gpt-4-turbo in=10 out=30
        openai/gpt-4-turbo-preview in=10 out=30
        openai/gpt-4.1 in=2 out=8 read=0.5
        openai/gpt-4.1-mini in=0.4 out=1.6 read=0.1
        openai/gpt-4.1-nano in=0.1 out=0.4 read=0.025
        openai/gpt-4.5-preview in=75 out=150
        openai/gpt-4o,openai/gpt-4o-2024-08-06,openai/gpt-4o-2024-11-20 in=2.5 out=10
        openai/gpt-4o-2024-05-13 in=5 out=15
        openai/gpt-4o-audio-preview in=2.5 out=10
        openai/gpt-4o-mini,openai/gpt-4o-mini-2024-07-18 in=0.15 out=0.6 read=0.075
        openai/gpt-4o-mini-search-preview in=0.15 out=0.6
        openai/gpt-4o-search-preview in=2.5 out=10
        openai/gpt-4o:extended in=6 out=18
        openai/gpt-5 in=1.25 out=10 read=0.125
        openai/gpt-5-chat in=1.25 out=10 read=0.125
        openai/gpt-5-codex in=1.25 out=10 read=0.125
        openai/gpt-5-image in=10 out=10 read=1.25
        openai/gpt-5-image-mini in=2.5 out=2 read=0.25
        openai/gpt-5-mini in=0.25 out=2 read=0.025
        openai/gpt-5-nano in=0.05 out=0.4 read=0.01
        openai/gpt-5-pro in=15 out=120
        openai/gpt-5.1 in=1.25 out=10 read=0.13
        openai/gpt-5.1-chat in=1.25 out=10 read=0.13
        openai/gpt-5.1-codex in=1.25 out=10 read=0.13
        openai/gpt-5.1-codex-max in=1.25 out=10 read=0.125
        openai/gpt-5.1-codex-mini in=0.25 out=2 read=0.025
        openai/gpt-5.2 in=1.75 out=14 read=0.175
        openai/gpt-5.2-chat in=1.75 out=14 read=0.175
        openai/gpt-5.2-codex in=1.75 out=14 read=0.175
        openai/gpt-5.2-pro in=21 out=168
        openai/gpt-5.3-chat in=1.75 out=14 read=0.175
        openai/gpt-5.3-codex in=1.75 out=14 read=0.175
        openai/gpt-5.4 in=2.5 out=15 read=0.25
        openai/gpt-5.4-image-2 in=8 out=15 read=2
        openai/gpt-5.4-mini in=0.75 out=4.5 read=0.075
        openai/gpt-5.4-nano in=0.2 out=1.25 read=0.02
        openai/gpt-5.4-pro in=30 out=180
        openai/gpt-5.5 in=5 out=30 read=0.5
        openai/gpt-5.5-pro in=30 out=180
        openai/gpt-audio in=2.5 out=10
        openai/gpt-audio-mini in=0.6 out=2.4
        openai/gpt-chat-latest in=5 out=30 read=0.5
        openai/gpt-oss-120b in=0.039 out=0.18
        openai/gpt-oss-20b in=0.029 out=0.14
        openai/gpt-oss-safeguard-20b in=0.075 out=0.3 read=0.037
        openai/o1 in=15 out=60 read=7.5
        openai/o1-mini,openai/o1-mini-2024-09-12 in=1.1 out=4.4
        openai/o1-pro in=150 out=600
        openai/o3 in=2 out=8 read=0.5
        openai/o3-deep-research in=10 out=40 read=2.5
        openai/o3-mini in=1.1 out=4.4 read=0.55
        openai/o3-mini-high in=1.1 out=4.4 read=0.55
        openai/o3-pro in=20 out=80
        openai/o4-mini in=1.1 out=4.4 read=0.275
        openai/o4-mini-deep-research in=2 out=8 read=0.5
        openai/o4-mini-high in=1.1 out=4.4 read=0.275
        openchat/openchat-7b in=0.07 out=0.07
        openhands-lm-32b-v0.1 in=2.6 out=3.4
        perceptron/perceptron-mk1 in=0.15 out=1.5
        perplexity/llama-3.1-sonar-large-128k-online in=1 out=1
        perplexity/llama-3.1-sonar-small-128k-online in=0.2 out=0.2
        perplexity/r1-1776 in=2 out=8
        perplexity/sonar in=1 out=1
        perplexity/sonar-deep-research in=2 out=8 reason=3
        perplexity/sonar-pro in=3 out=15
        perplexity/sonar-reasoning in=1 out=5
        perplexity/sonar-reasoning-pro in=2 out=8
        phi-3-medium-128k-instruct in=1 out=1
        phi-3-mini-128k-instruct in=0.1 out=0.1
        phi-3.5-mini-128k-instruct in=0.1 out=0.1
        phi-4-multimodal-instruct in=0.05 out=0.1
        phi-4-reasoning-plus in=0.07 out=0.35
        pixtral-12b in=0.1 out=0.1
        pixtral-large-2411 in=2 out=6
        prime-intellect/intellect-3 in=0.2 out=1.1
        pygmalionai/mythalion-13b in=0.5625 out=1.125
        qwen-2-72b-instruct in=0.9 out=0.9
        qwen-2.5-vl-7b-instruct in=0.2 out=0.2
        qwen-max in=1.6 out=6.4 read=0.64
        qwen-turbo in=0.05 out=0.2 read=0.02
        qwen-vl-max in=0.8 out=3.2
        qwen-vl-plus in=0.21 out=0.63
        qwen/qwen-2-72b-instruct in=0.9 out=0.9
        qwen/qwen-2.5-72b-instruct in=0.12 out=0.39
        qwen/qwen-2.5-7b-instruct in=0.04 out=0.1
        qwen/qwen-2.5-coder-32b-instruct in=0.06 out=0.15
        qwen/qwen-2.5-vl-72b-instruct in=0.6 out=0.6
        qwen/qwen-2.5-vl-7b-instruct in=0.2 out=0.2
        qwen/qwen-max in=1.6 out=6.4
        qwen/qwen-plus in=0.4 out=1.2 read=0.16
        qwen/qwen-plus-2025-07-28 in=0.26 out=0.78
        qwen/qwen-plus-2025-07-28:thinking in=0.26 out=0.78 write=0.325
        qwen/qwen-turbo in=0.05 out=0.2
        qwen/qwen-vl-max in=0.8 out=3.2
        qwen/qwen-vl-plus in=0.21 out=0.63
        qwen/qwen2.5-coder-7b-instruct in=0.2 out=0.2
        qwen/qwen2.5-vl-32b-instruct in=0.9 out=0.9
        qwen/qwen2.5-vl-72b-instruct in=0.7 out=0.7
        qwen/qwen3-14b in=0.06 out=0.24
        qwen/qwen3-235b-a22b in=0.13 out=0.6
        qwen/qwen3-235b-a22b-2507 in=0.09 out=0.1
        qwen/qwen3-235b-a22b-thinking-2507 in=0.1 out=0.1
        qwen/qwen3-30b-a3b in=0.08 out=0.29
        qwen/qwen3-30b-a3b-instruct-2507 in=0.04815 out=0.19305
        qwen/qwen3-30b-a3b-thinking-2507 in=0.08 out=0.4
        qwen/qwen3-32b in=0.1 out=0.3
        qwen/qwen3-8b in=0.035 out=0.138
        qwen/qwen3-coder in=0.22 out=1.8
        qwen/qwen3-coder-30b-a3b-instruct in=0.07 out=0.27
        qwen/qwen3-coder-480b-a35b-07-25 in=0.22 out=1.8
        qwen/qwen3-coder-flash in=0.195 out=0.975 read=0.039 write=0.24375
        qwen/qwen3-coder-next,qwen/qwen3-coder-next-2025-02-03 in=0.11 out=0.8 read=0.07
        qwen/qwen3-coder-plus in=0.65 out=3.25 read=0.13 write=0.8125
        qwen/qwen3-max in=1.2 out=6
        qwen/qwen3-max-thinking,qwen/qwen3-max-thinking-20260123 in=0.78 out=3.9
        qwen/qwen3-next-80b-a3b-instruct in=0.09 out=1.1
        qwen/qwen3-next-80b-a3b-instruct-2509 in=0.09 out=1.1
        qwen/qwen3-next-80b-a3b-thinking in=0.0975 out=0.78
        qwen/qwen3-next-80b-a3b-thinking-2509 in=0.0975 out=0.78
        qwen/qwen3-vl-235b-a22b-instruct in=0.2 out=0.88 read=0.11
        qwen/qwen3-vl-235b-a22b-thinking in=0.26 out=2.6
        qwen/qwen3-vl-30b-a3b-instruct in=0.13 out=0.52
        qwen/qwen3-vl-30b-a3b-thinking in=0.13 out=1.56
        qwen/qwen3-vl-32b-instruct in=0.104 out=0.416
        qwen/qwen3-vl-8b-instruct in=0.08 out=0.5
        qwen/qwen3-vl-8b-thinking in=0.117 out=1.365
        qwen/qwen3.5-122b-a10b,qwen/qwen3.5-122b-a10b-20260224 in=0.26 out=2.08
        qwen/qwen3.5-27b,qwen/qwen3.5-27b-20260224 in=0.195 out=1.56
        qwen/qwen3.5-35b-a3b,qwen/qwen3.5-35b-a3b-20260224 in=0.14 out=1 read=0.05
        qwen/qwen3.5-397b-a17b,qwen/qwen3.5-397b-a17b-20260216 in=0.39 out=2.34
        qwen/qwen3.5-9b,qwen/qwen3.5-9b-20260310 in=0.1 out=0.15
        qwen/qwen3.5-flash-02-23 in=0.065 out=0.26
        qwen/qwen3.5-flash-20260224 in=0.065 out=0.26
        qwen/qwen3.5-plus-02-15 in=0.4 out=2.4
        qwen/qwen3.5-plus-20260216 in=0.4 out=2.4
        qwen/qwen3.5-plus-20260420 in=0.3 out=1.8 write=0.375
        qwen/qwen3.6-27b,qwen/qwen3.6-27b-20260422 in=0.289 out=2.4
        qwen/qwen3.6-35b-a3b,qwen/qwen3.6-35b-a3b-20260415 in=0.14 out=1
        qwen/qwen3.6-flash in=0.1875 out=1.125 write=0.234375
        qwen/qwen3.6-max-preview,qwen/qwen3.6-max-preview-20260420 in=1.04 out=6.24 write=1.3
        qwen/qwen3.6-plus in=0.325 out=1.95 write=0.40625
        qwen/qwen3.6-plus-04-02 in=0.325 out=1.95 write=0.40625
        qwen/qwen3.7-max,qwen/qwen3.7-max-20260520 in=1.25 out=3.75 read=0.25 write=1.5625
        qwen/qwen3.7-plus,qwen/qwen3.7-plus-20260602 in=0.4 out=1.6 read=0.08 write=0.5
        qwen/qwq-32b in=0.15 out=0.2
        qwen/qwq-32b-preview in=0.2 out=0.2
        qwen2.5-vl-32b-instruct in=0.9 out=0.9
        qwq-32b in=0.15 out=0.2
        qwq-32b-preview in=0.2 out=0.2
        r1-1776 in=2 out=8
        raifle/sorcererlm-8x22b in=4.5 out=4.5
        rekaai/reka-edge in=0.1 out=0.1
        rekaai/reka-flash-3 in=0.1 out=0.2
        relace/relace-apply-3 in=0.85 out=1.25
        relace/relace-search in=1 out=3
        sao10k/fimbulvetr-11b-v2 in=0.8 out=1.2
        sao10k/l3-euryale-70b in=1.48 out=1.48
        sao10k/l3-lunaris-8b in=0.02 out=0.05
        sao10k/l3.1-70b-hanami-x1 in=3 out=3
        sao10k/l3.1-euryale-70b in=0.7 out=0.8
        sao10k/l3.3-euryale-70b in=0.7 out=0.8
        scb10x/llama3.1-typhoon2-70b-instruct in=0.88 out=0.88
        scb10x/llama3.1-typhoon2-8b-instruct in=0.18 out=0.18
        sonar-reasoning in=1 out=5
        sophosympatheia/midnight-rose-70b in=0.8 out=0.8
        sorcererlm-8x22b in=4.5 out=4.5
        spotlight in=0.18 out=0.18
        steelskull/l3.3-electra-r1-70b in=0.7 out=0.95
        stepfun/step-3.5-flash in=0.09 out=0.3 read=0.02
        stepfun/step-3.7-flash in=0.2 out=1.15 read=0.04
        switchpoint/router in=0.85 out=3.4
        tencent/hunyuan-a13b-instruct in=0.14 out=0.57
        tencent/hy3-preview in=0.063 out=0.21 read=0.021
        thedrummer/anubis-pro-105b-v1 in=0.8 out=1
        thedrummer/cydonia-24b-v4.1 in=0.3 out=0.5 read=0.15
        thedrummer/rocinante-12b in=0.25 out=0.5
        thedrummer/skyfall-36b-v2 in=0.5 out=0.8
        thedrummer/unslopnemo-12b in=0.5 out=0.5
        toppy-m-7b in=0.8 out=1.2
        undi95/remm-slerp-l2-13b in=0.8 out=1.2
        undi95/toppy-m-7b in=0.07 out=0.07
        upstage/solar-pro-3 in=0.15 out=0.6 read=0.015
        valkyrie-49b-v1 in=0.5 out=0.8
        virtuoso-medium-v2 in=0.5 out=0.8
        writer/palmyra-x5 in=0.6 out=6
        x-ai/grok-2-1212 in=2 out=10
        x-ai/grok-2-vision-1212 in=2 out=10
        x-ai/grok-3-beta in=3 out=15
        x-ai/grok-3-mini-beta in=0.3 out=0.5
        x-ai/grok-4-fast c=2000000 in=0.2 out=0.5 read=0.05 >128000 in=0.4 out=1 read=0.05
        x-ai/grok-4.1-fast:free c=2000000
        x-ai/grok-4.20 in=1.25 out=2.5 read=0.2
        x-ai/grok-4.20-multi-agent in=2 out=6 read=0.2
        x-ai/grok-4.3 in=1.25 out=2.5 read=0.2
        x-ai/grok-beta in=5 out=15
        x-ai/grok-build-0.1 in=1 out=2 read=0.2
        x-ai/grok-code-fast-1 c=256000 in=0.2 out=1.5 read=0.02
        x-ai/grok-vision-beta in=5 out=15
        xiaomi/mimo-v2-flash in=0.1 out=0.3 read=0.01
        xiaomi/mimo-v2.5 in=0.14 out=0.28 read=0.0028
        xiaomi/mimo-v2.5-pro in=0.435 out=0.87 read=0.0036
        xwin-lm/xwin-lm-70b in=3.75 out=3.75
        yi-large in=3 out=3
        z-ai/glm-4.5 in=0.6 out=2.2 read=0.11
        z-ai/glm-4.5-air in=0.125 out=0.85 read=0.06
        z-ai/glm-4.5v in=0.6 out=1.8 read=0.11
        z-ai/glm-4.6 in=0.43 out=1.74 read=0.08
        z-ai/glm-4.6v in=0.3 out=0.9 read=0.05
        z-ai/glm-4.7 in=0.4 out=1.75 read=0.08
        z-ai/glm-4.7-flash,z-ai/glm-4.7-flash-20260119 in=0.06 out=0.4 read=0.01
        z-ai/glm-5,z-ai/glm-5-20260211 in=0.6 out=1.92 read=0.12
        z-ai/glm-5-turbo,z-ai/glm-5-turbo-20260315 in=1.2 out=4 read=0.24
        z-ai/glm-5.1,z-ai/glm-5.1-20260406 in=0.98 out=3.08 read=0.182
        z-ai/glm-5.2,z-ai/glm-5.2-20260616 c=1048576 in=1.4 out=4.4 read=0.26
        z-ai/glm-5.3,z-ai/glm-5.3-20260816 c=1048576 in=1.4 out=4.4 read=0.26
        ~anthropic/claude-fable-latest in=10 out=50 read=1 write=12.5
        ~anthropic/claude-haiku-latest in=1 out=5 read=0.1 write=1.25
        ~anthropic/claude-opus-latest in=5 out=25 read=0.5 write=6.25
        ~anthropic/claude-sonnet-latest in=3 out=15 read=0.3 write=3.75
        ~google/gemini-flash-latest in=1.5 out=9 read=0.15 write=0.083333333333
        ~google/gemini-pro-latest in=2 out=12 read=0.2 write=0.375
        ~moonshotai/kimi-latest in=0.68 out=3.41 read=0.34
        ~openai/gpt-latest in=5 out=30 read=0.5
        ~openai/gpt-mini-latest in=0.75 out=4.5 read=0.075
        """#
}
