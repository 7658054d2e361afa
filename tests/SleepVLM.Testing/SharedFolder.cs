using Xunit;

namespace SleepVLM.Testing;

/// <summary>Real recordings and reference outputs that are not part of the repository.</summary>
/// <remarks>Looked for in the folder named by <c>SLEEPVLM_SHARED</c>, else in <c>../shared</c> beside the checkout.</remarks>
public static class SharedFolder
{
    /// <summary>The folder, or <see langword="null"/> where this machine has none.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Full path of a file or folder inside the shared folder; the folder must exist.</summary>
    public static string PathOf(string relative) =>
        Path.Combine(Root ?? throw new InvalidOperationException("no shared folder on this machine"), relative);

    public static bool Has(string relative) =>
        Root is not null && (File.Exists(PathOf(relative)) || Directory.Exists(PathOf(relative)));

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("SLEEPVLM_SHARED");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        var beside = Path.Combine(Repository.Root, "..", "shared");
        return Directory.Exists(beside) ? Path.GetFullPath(beside) : null;
    }
}

/// <summary>A test on real data: skipped, with the reason, where the shared folder lacks it.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string relative)
    {
        if (!SharedFolder.Has(relative)) Skip = $"{relative} is not on this machine; set SLEEPVLM_SHARED to the folder that holds it";
    }
}

/// <summary>A theory on real data: skipped, with the reason, where the shared folder lacks it.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string relative)
    {
        if (!SharedFolder.Has(relative)) Skip = $"{relative} is not on this machine; set SLEEPVLM_SHARED to the folder that holds it";
    }
}
