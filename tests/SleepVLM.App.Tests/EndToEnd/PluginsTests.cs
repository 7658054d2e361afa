using System.Text.Json;

namespace SleepVLM.App.Tests.EndToEnd;

public sealed class PluginsTests
{
    [Fact]
    public async Task Plugins_AsBuilt_AreAllActive()
    {
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("plugins", "--json");
        Assert.True(exit == ExitCode.Done, errors);
        var plugins = JsonDocument.Parse(output).RootElement.GetProperty("plugins").EnumerateArray().ToList();
        Assert.All(plugins, p => Assert.Equal("Active", p.GetProperty("state").GetString()));
        var brought = plugins.SelectMany(p => p.GetProperty("brings").EnumerateArray().Select(b => b.GetString()));
        Assert.Superset(new HashSet<string?> { "output jsonl", "output csv", "output edf", "output html" }, brought.ToHashSet());
    }
}
