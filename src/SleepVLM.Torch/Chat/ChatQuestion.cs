using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Answers;

namespace SleepVLM.Torch.Chat;

/// <summary>A conversation that the assistant is to go on with.</summary>
/// <param name="Turns">Turns of system, user and assistant, with places for pictures.</param>
/// <param name="Pictures">The pictures in the order of their places; any size, brought to one that the model takes.</param>
/// <param name="Decoding">How it is to be answered.</param>
public sealed record ChatQuestion(IReadOnlyList<PromptMessage> Turns, IReadOnlyList<EpochImage> Pictures, ChatDecoding Decoding);

/// <summary>How an answer is written. The likeliest token is taken each time.</summary>
/// <param name="MaxTokens">Longest answer, tokens.</param>
public sealed record ChatDecoding(int MaxTokens)
{
    /// <summary>Texts that end the answer and do not appear in it; default none.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Divides the logits of tokens that stand there already; default 1, which changes nothing.</summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>The form that the answer is held to; null for free text, the default.</summary>
    public AnswerShape? Shape { get; init; }

    /// <summary>Stage that an answer of that form gives and explains; null lets the model decide.</summary>
    public SleepStage? Decided { get; init; }

    /// <summary>How many of the likeliest tokens are told for each place; null tells nothing of probabilities, the default.</summary>
    public int? Alternatives { get; init; }
}
