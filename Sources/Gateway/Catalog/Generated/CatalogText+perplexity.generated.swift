// Made by scripts/generate-catalog; do not edit. What the words mean stands in CatalogLine.swift,
// where the facts come from in docs/reference/catalog.md.
extension CatalogText {
    static let perplexity: StaticString = #"""
        anthropic/claude-fable-5 mode=responses has=tAN in=10 out=50 read=1
        anthropic/claude-fable-5-1 mode=responses in=10 out=50 read=0.25
        anthropic/claude-haiku-4-5 mode=responses has=t in=1 out=5 read=0.1
        anthropic/claude-haiku-5-5 mode=responses has=tA in=0.1 out=0.5 read=0.01
        anthropic/claude-opus-4-5 mode=responses has=t in=5 out=25 read=0.5
        anthropic/claude-opus-4-6 mode=responses has=tA in=5 out=25 read=0.5
        anthropic/claude-opus-4-7 mode=responses has=tA in=5 out=25 read=0.5
        anthropic/claude-opus-4-8 mode=responses has=tA in=5 out=25 read=0.5
        anthropic/claude-opus-5 mode=responses has=tA in=5 out=25 read=0.5
        anthropic/claude-opus-5-5 mode=responses in=4 out=20 read=0.2
        anthropic/claude-sonnet-4-5 mode=responses has=t in=3 out=15 read=0.3
        anthropic/claude-sonnet-4-6 mode=responses has=t in=3 out=15 read=0.3
        anthropic/claude-sonnet-5 mode=responses has=tA in=2 out=10 read=0.2
        anthropic/claude-sonnet-5-5 mode=responses has=tA in=2 out=10 read=0.2
        codellama-34b-instruct c=16384 o=16384 in=0.35 out=1.4
        codellama-70b-instruct c=16384 o=16384 in=0.7 out=2.8
        google/gemini-3-flash-preview mode=responses has=t in=0.5 out=3 read=0.05
        google/gemini-3.1-flash-lite mode=responses has=t in=0.25 out=1.5 read=0.025
        google/gemini-3.1-pro-preview mode=responses has=t in=2 out=12 read=0.2 >200000 in=4 out=18 read=0.4
        google/gemini-3.5-flash mode=responses has=t in=1.5 out=9 read=0.15
        google/gemini-3.5-flash-lite mode=responses has=tx in=0.3 out=2.5 read=0.03
        google/gemini-3.6-flash mode=responses has=tx in=1.5 out=7.5 read=0.15
        google/gemini-3.7-flash mode=responses has=tx in=0.75 out=3.75 read=0.075
        google/gemini-3.8-flash mode=responses has=x in=0.75 out=3.75 read=0.075
        llama-2-70b-chat c=4096 o=4096 in=0.7 out=2.8
        llama-3.1-70b-instruct c=131072 o=131072 in=1 out=1
        llama-3.1-8b-instruct c=131072 o=131072 in=0.2 out=0.2
        llama-3.1-sonar-large-128k-online has=h in=1 out=1
        llama-3.1-sonar-small-128k-online has=h in=0.2 out=0.2
        mistral-7b-instruct c=4096 o=4096 in=0.07 out=0.28
        mixtral-8x7b-instruct c=4096 o=4096 in=0.07 out=0.28
        openai/gpt-5 mode=responses has=t in=1.25 out=10 read=0.125
        openai/gpt-5-mini mode=responses has=t in=0.25 out=2 read=0.025
        openai/gpt-5-nano mode=responses in=0.05 out=0.4 read=0.005
        openai/gpt-5.1 mode=responses has=t in=1.25 out=10 read=0.125
        openai/gpt-5.2 mode=responses has=tr in=1.75 out=14 read=0.175
        openai/gpt-5.3-codex mode=responses in=3.5 out=28 read=0.35
        openai/gpt-5.4 mode=responses has=t in=2.5 out=15 read=0.25 >272000 in=5 out=22.5 read=0.25
        openai/gpt-5.4-mini mode=responses has=t in=0.75 out=4.5 read=0.075
        openai/gpt-5.4-nano mode=responses has=t in=0.2 out=1.25 read=0.02
        openai/gpt-5.5 mode=responses has=t in=5 out=30 read=0.5 >272000 in=10 out=45 read=0.5
        openai/gpt-5.6-luna mode=responses has=t in=0.2 out=1.2 read=0.02 >272000 in=0.4 out=1.8 read=0.04
        openai/gpt-5.6-sol mode=responses has=t in=4 out=20 read=0.4 >272000 in=8 out=30 read=0.8
        openai/gpt-5.6-terra mode=responses has=t in=2 out=12 read=0.2 >272000 in=4 out=18 read=0.4
        openai/gpt-6-astra mode=responses in=10 out=50 read=1 write=12.5
        openai/gpt-6-luna mode=responses in=0.1 out=0.5 read=0.01 >272000 in=0.2 out=0.75 read=0.02
        openai/gpt-6-sol mode=responses in=2 out=10 read=0.2 >272000 in=4 out=15 read=0.4
        openai/gpt-6.1-sol mode=responses in=2 out=10 read=0.1 >272000 in=4 out=15 read=0.2
        perplexity/deepseek-v4-flash-0731 mode=responses has=tr in=0.13 out=0.26 read=0.028
        perplexity/deepseek-v4-pro-0813 mode=responses in=1.32 out=3.96 read=0.044
        perplexity/glm-5.2 mode=responses has=tr in=1.4 out=4.4 read=0.14
        perplexity/glm-5.3 mode=responses has=t in=1.4 out=4.4 read=0.26
        perplexity/glm-5.3-flash mode=responses has=t in=0.15 out=0.5 read=0.03
        perplexity/kimi-k2.7-code mode=responses has=t in=0.95 out=4 read=0.19
        perplexity/kimi-k3 mode=responses has=tr in=3 out=15 read=0.3
        perplexity/nemotron-3-ultra-550b-a55b mode=responses has=tr in=0.25 out=2.5 read=0.25
        perplexity/nemotron-3.5-lightning-30b-a3b mode=responses has=tr in=0.0115 out=0.17 read=0.00115
        perplexity/sonar mode=responses has=t in=0.25 out=2.5 read=0.0625
        pplx-70b-chat c=4096 o=4096 in=0.7 out=2.8
        pplx-70b-online c=4096 o=4096 in=0 out=2.8 request=0.005
        pplx-7b-chat c=8192 o=8192 in=0.07 out=0.28
        pplx-7b-online c=4096 o=4096 in=0 out=0.28 request=0.005
        pplx-embed-context-v1-0.6b mode=embedding c=32768 in=0.008 out=0
        pplx-embed-context-v1-4b mode=embedding c=32768 in=0.05 out=0
        pplx-embed-v1-0.6b mode=embedding c=32768 in=0.004 out=0
        pplx-embed-v1-4b mode=embedding c=32768 in=0.03 out=0
        r1-1776 has=h in=2 out=8
        sonar c=128000 o=128000 has=TVDUR in=1 out=1 request=0.012
        sonar-deep-research c=128000 o=128000 has=TVDUr in=2 out=8 reason=3 search=0.005
        sonar-medium-chat c=16384 o=16384 in=0.6 out=1.8
        sonar-medium-online c=12000 o=12000 in=0 out=1.8 request=0.005
        sonar-pro c=200000 o=8000 has=vTUR in=3 out=15 request=0.014
        sonar-pro-search has=h in=3 out=15
        sonar-reasoning c=128000 o=128000 has=r in=1 out=5 request=0.012
        sonar-reasoning-pro c=128000 o=128000 has=vTUr in=2 out=8 request=0.014
        sonar-small-chat c=16384 o=16384 in=0.07 out=0.28
        sonar-small-online c=12000 o=12000 in=0 out=0.28 request=0.005
        xai/grok-4.20-multi-agent mode=responses has=t in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.2
        xai/grok-4.20-non-reasoning mode=responses has=t in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.2
        xai/grok-4.20-reasoning mode=responses has=t in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.2
        xai/grok-4.3 mode=responses has=t in=1.25 out=2.5 read=0.2 >200000 in=2.5 out=5 read=0.2
        xai/grok-4.5 mode=responses has=t in=2 out=6 read=0.3 >200000 in=4 out=12 read=0.6
        xai/grok-4.6 mode=responses has=t in=2 out=6 read=0.5 >200000 in=4 out=12 read=1
        xai/grok-4.7 mode=responses in=2 out=6 read=0.5 >200000 in=4 out=12 read=1
        """#
}
