using System.Globalization;
using System.Text;
using SleepVLM.Engine.Rules.Claims;

namespace SleepVLM.Engine.Tests.Rules.Claims;

/// <summary>Holds what the parser finds against what the corpus expects, member by member.</summary>
internal sealed class CorpusScore
{
    private readonly SortedDictionary<string, (int Right, int Found, int Expected)> _members = [];
    private readonly StringBuilder _differences = new();

    public int Texts { get; private set; }

    public int TextsRight { get; private set; }

    /// <summary>Texts that differ, what is missing marked with <c>&lt;</c> and what is too much with <c>&gt;</c>.</summary>
    public string Differences => _differences.ToString();

    public static CorpusScore Of(IEnumerable<CorpusCase> cases)
    {
        var score = new CorpusScore();
        foreach (var one in cases) score.Add(one);
        return score;
    }

    /// <summary>Precision and recall per member, as a Markdown table.</summary>
    public string Table()
    {
        var table = new StringBuilder("| member | expected | found | right | precision | recall |\n|---|---|---|---|---|---|\n");
        foreach (var (name, (right, found, expected)) in _members)
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {expected} | {found} | {right} | {Share(right, found)} | {Share(right, expected)} |\n");
        return table.ToString();
    }

    private void Add(CorpusCase one)
    {
        var expected = one.Claims.ToList();
        var found = ClaimParser.Parse(one.Text).Claims.Select(ClaimNotation.Of).ToList();
        var right = true;
        foreach (var (wanted, got) in Pair(expected, found))
        {
            right &= wanted?.ToString() == got?.ToString();
            Count("(claim)", wanted is null ? null : "", got is null ? null : "");
            foreach (var member in new[] { wanted, got }.OfType<ClaimNotation>().SelectMany(claim => claim.Members.Keys).Distinct())
                Count(member, wanted?.Members.GetValueOrDefault(member), got?.Members.GetValueOrDefault(member));
        }

        Texts++;
        if (right) TextsRight++;
        else _differences.Append(CultureInfo.InvariantCulture, $"{one.File}:{one.Line} {one.Text}\n  < {string.Join("; ", expected)}\n  > {string.Join("; ", found)}\n");
    }

    /// <summary>Each expected claim with the found claim on the same subject that agrees best.</summary>
    private static List<(ClaimNotation? Wanted, ClaimNotation? Got)> Pair(List<ClaimNotation> expected, List<ClaimNotation> found)
    {
        var pairs = new List<(ClaimNotation?, ClaimNotation?)>();
        var left = found.ToList();
        foreach (var wanted in expected)
        {
            var best = left.Where(got => got.Subject == wanted.Subject).MaxBy(wanted.Agreement);
            pairs.Add((wanted, best));
            if (best is not null) left.Remove(best);
        }

        pairs.AddRange(left.Select(extra => ((ClaimNotation?)null, (ClaimNotation?)extra)));
        return pairs;
    }

    private void Count(string member, string? wanted, string? got)
    {
        var (right, found, expected) = _members.GetValueOrDefault(member);
        _members[member] = (right + (wanted is not null && wanted == got ? 1 : 0), found + (got is null ? 0 : 1), expected + (wanted is null ? 0 : 1));
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : ((double)part / whole).ToString("0.000", CultureInfo.InvariantCulture);
}
