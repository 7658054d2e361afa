namespace SleepVLM.Engine.Tests.Rules.Claims;

/// <summary>One text of the corpus.</summary>
internal sealed record CorpusCase(string File, int Line, string Text, IReadOnlyList<ClaimNotation> Claims);

/// <summary>Texts with what they claim, read from the files corpus*.txt.</summary>
internal static class ClaimCorpus
{
    public static IReadOnlyList<CorpusCase> Built { get; } = Read("corpus.txt");

    public static IReadOnlyList<CorpusCase> HeldOut { get; } = Read("corpus-heldout.txt");

    public static IReadOnlyList<CorpusCase> HeldOutSecond { get; } = Read("corpus-heldout-second.txt");

    private static List<CorpusCase> Read(string name)
    {
        var cases = new List<CorpusCase>();
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rules", "Claims", name));
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '>') cases.Add(new CorpusCase(name, i + 1, line[1..].Trim().Replace("\\n", "\n", StringComparison.Ordinal), new List<ClaimNotation>()));
            else if (cases.Count > 0 && line[0] is '+' or '-' or '?') ((List<ClaimNotation>)cases[^1].Claims).Add(ClaimNotation.Parse(line));
            else throw new FormatException($"{name}, line {i + 1}: '{line}' is neither a text (>) nor a claim (+ - ?).");
        }

        return cases;
    }
}
