namespace SleepVLM.Testing;

/// <summary>Where the checkout and the golden files lie.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>SleepVLM.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>Full path of a file under <c>tests/golden</c>.</summary>
    public static string Golden(string relative) => Path.Combine(Root, "tests", "golden", relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SleepVLM.sln"))) return folder.FullName;
        throw new InvalidOperationException($"no SleepVLM.sln above {AppContext.BaseDirectory}");
    }
}
