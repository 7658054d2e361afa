namespace SleepVLM.Engine.Plugins;

/// <summary>What became of a plugin.</summary>
public enum PluginState
{
    /// <summary>Loaded; what it brings is in use.</summary>
    Active,
    /// <summary>Made for other contracts; none of its code was loaded.</summary>
    Incompatible,
    /// <summary>Its manifest or its code failed; nothing it brings is in use.</summary>
    Malfunctioned,
}

/// <summary>One folder under <c>plugins/</c> and what became of it.</summary>
/// <param name="Folder">Name of its folder.</param>
/// <param name="Manifest">What it says of itself; null where that could not be read.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why, in one sentence; empty for an active one.</param>
/// <param name="Brings">What it registered, for example <c>output jsonl</c>.</param>
public sealed record PluginStatus(string Folder, PluginManifest? Manifest, PluginState State, string Reason, IReadOnlyList<string> Brings);
