namespace SleepVLM.Engine.Staging.Prompts;

/// <summary>How the tokens of an answer are chosen, as a prompt asks for it.</summary>
/// <param name="MaxTokens">Longest answer, tokens; default 512.</param>
/// <param name="Temperature">0 takes the likeliest token; default 0.</param>
/// <param name="TopP">Share of the probability that is drawn from, above 0 to 1; null leaves it to the engine.</param>
/// <param name="RepetitionPenalty">Divides the logits of tokens already there, 1 for none; null leaves it to the engine, and ours applies none.</param>
public sealed record DecodingSettings(int MaxTokens = 512, double Temperature = 0, double? TopP = null, double? RepetitionPenalty = null)
{
    /// <summary>As the published model is decoded (arXiv 2603.26738): in effect greedy, with the repetition penalty of its generation config.</summary>
    public static DecodingSettings Published { get; } = new(MaxTokens: 1024, Temperature: 1e-6, TopP: 0.8, RepetitionPenalty: 1.05);

    /// <summary>The repetition penalty, null where it changes nothing.</summary>
    public double? Penalty => RepetitionPenalty is 1 ? null : RepetitionPenalty;

    /// <summary>Throws unless every value makes sense.</summary>
    /// <exception cref="ArgumentException">Says which does not.</exception>
    internal DecodingSettings Validated() => this switch
    {
        { MaxTokens: < 1 } => throw new ArgumentException("max_tokens must be at least 1"),
        { Temperature: not (>= 0 and <= 2) } => throw new ArgumentException("temperature must lie between 0 and 2"),
        { TopP: not (null or (> 0 and <= 1)) } => throw new ArgumentException("top_p must lie above 0 and not above 1"),
        { RepetitionPenalty: not (null or (> 0 and <= 2)) } => throw new ArgumentException("repetition_penalty must lie above 0 and not above 2"),
        _ => this,
    };
}
