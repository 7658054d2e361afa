using System.Security.Cryptography;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Loading;

/// <summary>From the YAML file to a validated <see cref="RuleBook"/>.</summary>
internal static class RuleBookReader
{
    /// <summary>Keys of the file, of a rule and of its context; the schema beside the file lists the same.</summary>
    internal static readonly string[] TopKeys = ["title", "version", "thresholds", "definitions", "rules"];

    internal static readonly string[] RuleKeys = ["id", "stages", "text", "evidence", "context", "strength", "thresholds"];

    internal static readonly string[] ContextKeys = ["previous", "next", "match", "unless"];

    private const string Same = "same";

    public static RuleBook Read(string path)
    {
        var (top, bytes) = YamlFile.Read(path);
        top.Allow(TopKeys);
        var thresholds = ThresholdReader.Read(top.Fields("thresholds"));
        var definitions = top.List("definitions").Select(ReadDefinition).ToList();
        var rules = new List<ScoringRule>();
        foreach (var fields in top.List("rules"))
        {
            var rule = ReadRule(fields);
            if (rules.Any(other => other.Id == rule.Id)) throw fields.Wrong("id", $"'{rule.Id}' is used twice; every rule needs its own");
            rules.Add(rule);
        }

        return new RuleBook(top.Text("title"), top.Text("version"), Convert.ToHexStringLower(SHA256.HashData(bytes)), thresholds, definitions, rules);
    }

    private static Definition ReadDefinition(YamlFields fields)
    {
        fields.Allow("term", "text");
        return new Definition(fields.Text("term"), fields.Text("text"));
    }

    private static ScoringRule ReadRule(YamlFields fields)
    {
        fields.Allow(RuleKeys);
        var names = fields.Texts("thresholds", required: false);
        foreach (var name in names)
            if (!RuleThresholds.Units.ContainsKey(name)) throw fields.Wrong("thresholds", $"names '{name}', which is not among the thresholds");
        return new ScoringRule(
            new RuleId(fields.Text("id")),
            Stages(fields, "stages"),
            fields.Text("text"),
            fields.Texts("evidence"),
            fields.Has("context") ? ReadContext(fields.Fields("context")) : null,
            Word<CheckStrength>(fields, "strength"),
            names);
    }

    private static RuleContext ReadContext(YamlFields fields)
    {
        fields.Allow(ContextKeys);
        if (!fields.Has("previous") && !fields.Has("next")) throw fields.Wrong("", "needs 'previous' or 'next'");
        var nextIsSame = fields.Has("next") && fields.Texts("next") is [Same];
        var unlessAlpha = fields.Has("unless");
        if (unlessAlpha && fields.Text("unless") != "alpha") throw fields.Wrong("unless", $"must be 'alpha', not '{fields.Text("unless")}'");
        return new RuleContext(
            fields.Has("previous") ? Stages(fields, "previous") : [],
            fields.Has("next") && !nextIsSame ? Stages(fields, "next") : [],
            nextIsSame,
            fields.Has("match") ? Word<ContextMatch>(fields, "match") : ContextMatch.All,
            unlessAlpha);
    }

    private static IReadOnlyList<SleepStage> Stages(YamlFields fields, string key)
    {
        var stages = new List<SleepStage>();
        foreach (var name in fields.Texts(key))
        {
            if (Array.IndexOf(Enum.GetNames<SleepStage>(), name) is var i && i < 0)
                throw fields.Wrong(key, $"holds '{name}'; stages are {string.Join(", ", Enum.GetNames<SleepStage>())}");
            if (stages.Contains((SleepStage)i)) throw fields.Wrong(key, $"holds '{name}' twice");
            stages.Add((SleepStage)i);
        }

        return stages;
    }

    /// <summary>An enumeration's value by its name in lower case.</summary>
    private static T Word<T>(YamlFields fields, string key) where T : struct, Enum
    {
        var names = Array.ConvertAll(Enum.GetNames<T>(), name => name.ToLowerInvariant());
        return Array.IndexOf(names, fields.Text(key)) is var i && i >= 0
            ? Enum.GetValues<T>()[i]
            : throw fields.Wrong(key, $"must be one of {string.Join(", ", names)}, not '{fields.Text(key)}'");
    }
}
