using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>Where the program's own files lie: beside the program, or at the top of the checkout it was built in.</summary>
public static class AppFolders
{
    /// <summary>Folder of the prompts.</summary>
    public static string Prompts => Find("prompts");

    /// <summary>Folder of a shipped model, or the folder the user named; a folder that is called like a shipped model is named with its path, <c>./nano</c>.</summary>
    /// <exception cref="SleepVlmException">Neither exists.</exception>
    public static string Model(string nameOrFolder)
    {
        if (Path.GetFileName(nameOrFolder) == nameOrFolder && TryFind(Path.Combine("models", nameOrFolder)) is { } shipped) return shipped;
        return Directory.Exists(nameOrFolder)
            ? nameOrFolder
            : throw new SleepVlmException($"--model {nameOrFolder}: no such model; use nano, rules, a folder with config.json, or http://host:port/v1#name");
    }

    private static string Find(string name) =>
        TryFind(name) ?? throw new SleepVlmException($"the folder '{name}' is missing beside the program; install SleepVLM again");

    private static string? TryFind(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, name);
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
