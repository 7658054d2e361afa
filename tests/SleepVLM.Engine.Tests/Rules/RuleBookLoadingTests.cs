using SleepVLM.Engine.Rules;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Rules;

public sealed class RuleBookLoadingTests : IDisposable
{
    private static readonly string Sound = File.ReadAllText(Path.Combine(Repository.Root, "rules", "rulebook.yaml")).ReplaceLineEndings("\n");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("  - id: N1.1\n", "  - id: W.3\n", "rules[3].id", "'W.3' is used twice")]
    [InlineData("  - id: W.1\n    stages", "  - stages", "rules[0].id", "is missing")]
    [InlineData("  - id: W.1\n", "  - id: W.1\n    weight: 3\n", "rules[0].weight", "is unknown")]
    [InlineData("    stages: [N3]\n", "    stages: [N4]\n", "rules[9].stages", "holds 'N4'; stages are W, N1, N2, N3, R")]
    [InlineData("    stages: [N3]\n", "    stages: [N3, N3]\n", "rules[9].stages", "holds 'N3' twice")]
    [InlineData("    stages: [N3]\n", "    stages: []\n", "rules[9].stages", "must be a list with at least one entry")]
    [InlineData("    stages: [N3]\n", "    stages: N3\n", "rules[9].stages", "must be a list with at least one entry")]
    [InlineData("strength: advisory", "strength: weak", "rules[4].strength", "must be one of strong, soft, advisory, not 'weak'")]
    [InlineData("context: { previous: [N3] }", "context: { match: any }", "rules[7].context", "needs 'previous' or 'next'")]
    [InlineData("match: any }", "match: some }", "rules[11].context.match", "must be one of all, any, not 'some'")]
    [InlineData("unless: alpha", "unless: theta", "rules[13].context.unless", "must be 'alpha', not 'theta'")]
    [InlineData("thresholds: [movement-share]", "thresholds: [mood]", "rules[13].thresholds", "names 'mood'")]
    [InlineData("value: 75, ", "value: 37, ", "thresholds.slow-wave-amplitude.value", "must be 75 uV: this program measures by that figure")]
    [InlineData("value: 75, ", "value: many, ", "thresholds.slow-wave-amplitude.value", "must be a number, not 'many'")]
    [InlineData("value: 20,  unit: \"%\", meaning: share of", "value: 120,  unit: \"%\", meaning: share of", "thresholds.slow-wave-share.value", "must be above 0 and at most 100")]
    [InlineData("value: 67,  unit: \"%\"", "value: 67,  unit: dB", "thresholds.tone-high-place.unit", "must be '%', not 'dB'")]
    [InlineData("  movement-share: ", "  movement: ", "thresholds.movement", "is unknown")]
    [InlineData("version: \"1.0\"\n", "version: [1]\n", "version", "must be a text")]
    [InlineData("title: Scoring rules for adult sleep, epochs of 30 s\n", "", "title", "is missing")]
    public void Load_OneFault_IsNamedWithItsField(string sound, string faulty, string field, string problem)
    {
        var at = Sound.IndexOf(sound, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the rule book no longer holds '{sound}'");
        var error = Assert.Throws<RuleBookException>(() => Load(Sound[..at] + faulty + Sound[(at + sound.Length)..]));
        Assert.Equal(field, error.Field);
        Assert.Contains(problem, error.Message);
        Assert.Contains(_folder.Path, error.Message);
        Assert.NotNull(error.Line);
    }

    [Fact]
    public void Load_FaultInALine_NamesThatLine()
    {
        var lines = Sound.Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("strength: advisory"));
        lines[line] = lines[line].Replace("advisory", "weak");
        Assert.Equal(line + 1, Assert.Throws<RuleBookException>(() => Load(string.Join('\n', lines))).Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("- a list")]
    [InlineData("title: [unclosed")]
    [InlineData("title: a\ntitle: b\n")]
    [InlineData("title: &x a\nversion: *x\n")]
    [InlineData("--- {title: a}\n--- {title: b}\n")]
    [InlineData("? [a]\n: b\n")]
    [InlineData("\t\u0000\u0001")]
    public void Load_NotARuleBook_SaysSo(string text) => Assert.Contains(_folder.Path, Assert.Throws<RuleBookException>(() => Load(text)).Message);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Load_EndlessNesting_IsRefused(string open) =>
        Assert.Throws<RuleBookException>(() => Load("title: " + string.Concat(Enumerable.Repeat(open, 50_000))));

    [Fact]
    public void Load_AnyCutOrChangedByte_LoadsOrIsRefused()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var bytes = System.Text.Encoding.UTF8.GetBytes(Sound);
            if (random.Next(2) == 0) bytes = bytes[..random.Next(bytes.Length)];
            else bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder.File("mutated.yaml"), bytes);
            try
            {
                Assert.NotEmpty(RuleBook.Load(_folder.File("mutated.yaml")).Rules);
            }
            catch (RuleBookException)
            {
                continue;
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
        }
    }

    [Fact]
    public void Load_NoFile_SaysSo() =>
        Assert.Contains("there is no such rule book", Assert.Throws<RuleBookException>(() => RuleBook.Load(_folder.File("none.yaml"))).Message);

    [Fact]
    public void Load_Folder_IsRefused() => Assert.Throws<RuleBookException>(() => RuleBook.Load(_folder.Path));

    [Fact]
    public void Load_HugeFile_IsRefused() => Assert.Contains("larger than 1 MiB", Assert.Throws<RuleBookException>(() => Load(new string('#', 1 << 21))).Message);

    private RuleBook Load(string text)
    {
        File.WriteAllText(_folder.File("book.yaml"), text);
        return RuleBook.Load(_folder.File("book.yaml"));
    }
}
