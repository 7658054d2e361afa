namespace SleepVLM.Engine.Montages;

/// <summary>Settings of the resolver.</summary>
/// <param name="Mappings">Overrides, at most one for each role; default none.</param>
public sealed record MontageOptions(params IReadOnlyList<ChannelMapping> Mappings);
