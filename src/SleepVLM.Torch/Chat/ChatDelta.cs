using SleepVLM.Contracts;

namespace SleepVLM.Torch.Chat;

/// <summary>A piece of an answer, as it is written.</summary>
/// <param name="Text">Text that came; may be empty while a character or a stop text is unfinished.</param>
/// <param name="Tokens">The tokens written since the last piece; empty unless probabilities were asked for.</param>
/// <param name="End">How the answer ended, with the last piece; else null.</param>
public sealed record ChatDelta(string Text, IReadOnlyList<ChatToken> Tokens, ChatEnd? End);

/// <summary>A token that was written.</summary>
/// <param name="Utf8">Its bytes, possibly a part of a character.</param>
/// <param name="LogProbability">Natural logarithm of its probability among all tokens, before any form was enforced.</param>
/// <param name="Alternatives">The likeliest tokens at its place, the likeliest first.</param>
public sealed record ChatToken(byte[] Utf8, double LogProbability, IReadOnlyList<ChatAlternative> Alternatives);

/// <summary>A token that could have stood at a place.</summary>
/// <param name="Utf8">Its bytes.</param>
/// <param name="LogProbability">Natural logarithm of its probability.</param>
public sealed record ChatAlternative(byte[] Utf8, double LogProbability);

/// <summary>The end of an answer.</summary>
/// <param name="Truncated">Cut, or closed early, for the length limit.</param>
/// <param name="PromptTokens">Tokens of the question, pictures included.</param>
/// <param name="AnswerTokens">Tokens written, without the one that ends the turn.</param>
/// <param name="Hypnodensity">The model's probabilities of the five stages where a form with a stage was asked for; else null.</param>
public sealed record ChatEnd(bool Truncated, int PromptTokens, int AnswerTokens, Hypnodensity? Hypnodensity);
