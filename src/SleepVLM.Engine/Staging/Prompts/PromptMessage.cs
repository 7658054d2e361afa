namespace SleepVLM.Engine.Staging.Prompts;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Parts">Texts and places for pictures, in order.</param>
public sealed record PromptMessage(string Role, IReadOnlyList<PromptPart> Parts);

/// <summary>A piece of a turn.</summary>
public abstract record PromptPart;

/// <summary>Text, variables filled in.</summary>
/// <param name="Text">The text.</param>
public sealed record TextPart(string Text) : PromptPart;

/// <summary>A place for a picture.</summary>
/// <param name="Variable">Which picture: <c>previous</c>, <c>target</c> or <c>next</c>.</param>
public sealed record ImagePart(string Variable) : PromptPart;
