using SleepVLM.Contracts;

namespace SleepVLM.Engine.Plugins;

/// <summary>Takes what one plugin registers; it comes into use only when the whole registration succeeds.</summary>
internal sealed class PluginRegistry(IReadOnlyList<IOutputFormat> formatsInUse, IReadOnlyList<IRuleCheck> checksInUse) : IPluginRegistry
{
    private readonly List<IOutputFormat> _formats = [];
    private readonly List<IRuleCheck> _checks = [];

    public IReadOnlyList<IOutputFormat> Formats => _formats;

    public IReadOnlyList<IRuleCheck> Checks => _checks;

    public IReadOnlyList<string> Brings => [.. _formats.Select(f => $"output {f.Id}"), .. _checks.Select(c => $"rule check {c.Id}")];

    public void AddOutputFormat(IOutputFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        RequireFree(format.Id, formatsInUse.Concat(_formats).Select(f => f.Id), "output format");
        if (format.FileSuffix is not ['.', ..] || format.FileSuffix.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            throw new ArgumentException($"output format '{format.Id}' has a file suffix that is not like '.staging.jsonl'", nameof(format));
        _formats.Add(format);
    }

    public void AddRuleCheck(IRuleCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        RequireFree(check.Id, checksInUse.Concat(_checks).Select(c => c.Id), "rule check");
        _checks.Add(check);
    }

    private static void RequireFree(string id, IEnumerable<string> taken, string what)
    {
        if (string.IsNullOrWhiteSpace(id)) throw new ArgumentException($"an {what} without an identifier was registered");
        if (taken.Contains(id, StringComparer.OrdinalIgnoreCase)) throw new ArgumentException($"the {what} '{id}' is registered already");
    }
}
