using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Loading;

namespace SleepVLM.Engine.Rules;

/// <summary>The scoring rules as data, read from <c>rules/rulebook.yaml</c>.</summary>
public sealed class RuleBook
{
    private readonly Dictionary<RuleId, ScoringRule> _byId;

    internal RuleBook(
        string title, string version, string sha256,
        RuleThresholds thresholds, IReadOnlyList<Definition> definitions, IReadOnlyList<ScoringRule> rules)
    {
        (Title, Version, Sha256, Thresholds, Definitions, Rules) = (title, version, sha256, thresholds, definitions, rules);
        _byId = rules.ToDictionary(rule => rule.Id);
        Ids = [.. rules.Select(rule => rule.Id)];
    }

    /// <summary>Title for people.</summary>
    public string Title { get; }

    /// <summary>Version as the file states it.</summary>
    public string Version { get; }

    /// <summary>Hash of the file's bytes, hexadecimal: it belongs to the provenance of every decision.</summary>
    public string Sha256 { get; }

    /// <summary>Figures that checks compare with.</summary>
    public RuleThresholds Thresholds { get; }

    /// <summary>Words the rules use.</summary>
    public IReadOnlyList<Definition> Definitions { get; }

    /// <summary>The rules in the order of the file.</summary>
    public IReadOnlyList<ScoringRule> Rules { get; }

    /// <summary>Their identifiers in the same order: what a model's answer may name.</summary>
    public IReadOnlyList<RuleId> Ids { get; }

    /// <summary>The rule of an identifier, or null where the book has none; spelling is exact.</summary>
    public ScoringRule? Find(RuleId id) => _byId.GetValueOrDefault(id);

    /// <summary>Stages that fit a rule; empty for an unknown identifier.</summary>
    public IReadOnlyList<SleepStage> StagesOf(RuleId id) => Find(id)?.Stages ?? [];

    /// <summary>The whole book as plain text for a model's system prompt; the same file always gives the same text.</summary>
    public string ToPromptText() => RuleBookText.Write(this);

    /// <summary>Reads and validates a rule book.</summary>
    /// <param name="path">The YAML file.</param>
    /// <exception cref="RuleBookException">The file is missing, is not YAML, or breaks the format; says file, line and field.</exception>
    public static RuleBook Load(string path) => RuleBookReader.Read(path);

    /// <summary>Reads the rule book that comes with the program.</summary>
    /// <exception cref="RuleBookException">There is none, or it breaks the format.</exception>
    public static RuleBook LoadDefault() => Load(DefaultPath());

    /// <summary>The file <c>rules/rulebook.yaml</c> in the program's folder, else in the nearest folder above it.</summary>
    /// <exception cref="RuleBookException">There is none.</exception>
    public static string DefaultPath()
    {
        var relative = Path.Combine("rules", "rulebook.yaml");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, relative) is var path && File.Exists(path)) return path;
        throw new RuleBookException(
            Path.Combine(AppContext.BaseDirectory, relative), null, "", "there is no rule book beside the program; install it again or name one");
    }
}
