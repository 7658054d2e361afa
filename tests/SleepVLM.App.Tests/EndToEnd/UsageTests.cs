namespace SleepVLM.App.Tests.EndToEnd;

public sealed class UsageTests
{
    [Theory]
    [InlineData("", "sleepvlm demo")]
    [InlineData("audit", "audit verify")]
    [InlineData("stage --help", "Example: sleepvlm stage night.edf")]
    [InlineData("demo --help", "Example: sleepvlm demo")]
    public async Task Run_BeginningOfACommandOrHelp_Teaches(string line, string expected)
    {
        var (exit, output, errors) = await SleepVlmProcess.RunAsync(Arguments(line));
        Assert.Equal(ExitCode.Done, exit);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("frob", "Unrecognized command or argument 'frob'; see 'sleepvlm --help'")]
    [InlineData("audit verify", "see 'sleepvlm audit verify --help'")]
    [InlineData("stage night.edf --mains 55", "Must be one of: '50' '60'; see 'sleepvlm stage --help'")]
    [InlineData("stage night.edf --rationale long", "for option '--rationale'. It must be one of: Full Stage; see 'sleepvlm stage --help'")]
    public async Task Run_BadUsage_SaysWhatAndWhereToReadOnInOneLine(string line, string expected)
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(Arguments(line));
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(expected, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EmptyArgument_IsNamed()
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("stage", "night.edf", "--out", "");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("an argument is empty", errors, StringComparison.Ordinal);
    }

    private static string[] Arguments(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
