using System.Reflection.Emit;
using SleepVLM.Contracts;
using SleepVLM.Engine.Plugins;
using SleepVLM.Plugins.Csv;
using SleepVLM.Plugins.EdfAnnotations;
using SleepVLM.Plugins.HtmlReport;
using SleepVLM.Plugins.JsonLines;

namespace SleepVLM.Engine.Tests.Plugins;

public sealed class PluginHostTests : IDisposable
{
    private readonly PluginFixture _plugins = new();

    private PluginStatus LoadOne(PluginState expected, string reason)
    {
        var status = Assert.Single(PluginHost.Load(_plugins.Path).Plugins);
        Assert.Equal(expected, status.State);
        Assert.Contains(reason, status.Reason);
        Assert.DoesNotContain('\n', status.Reason);
        return status;
    }

    [Fact]
    public void Load_OurOwnPlugins_AreActiveInTheirOwnContexts()
    {
        foreach (var type in new[] { typeof(JsonLinesPlugin), typeof(CsvPlugin), typeof(EdfAnnotationsPlugin), typeof(HtmlReportPlugin) })
            _plugins.AddBuilt(type, type.Name);
        var host = PluginHost.Load(_plugins.Path);
        Assert.All(host.Plugins, p => Assert.Equal((PluginState.Active, ""), (p.State, p.Reason)));
        Assert.Equal(["csv", "edf", "html", "jsonl"], host.OutputFormats.Select(f => f.Id).Order());
        Assert.Equal(["output csv"], host.Plugins.Single(p => p.Manifest!.Id == "csv").Brings);
        Assert.All(host.OutputFormats, f => Assert.NotEqual(typeof(JsonLinesPlugin).Assembly, f.GetType().Assembly));
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("1.0")]
    [InlineData("2.1")]
    public void Load_OtherContract_IsIncompatibleAndItsCodeIsNotLoaded(string contract)
    {
        var folder = _plugins.Add("future", ("contract", contract));
        File.WriteAllText(Path.Combine(folder, "future.dll"), "would malfunction if it were loaded");
        LoadOne(PluginState.Incompatible, $"made for contracts {contract}");
    }

    [Fact]
    public void Load_MissingAssembly_Malfunctions()
    {
        _plugins.Add("lost");
        LoadOne(PluginState.Malfunctioned, "lost.dll is missing");
    }

    [Fact]
    public void Load_NoAssembly_Malfunctions()
    {
        File.WriteAllText(Path.Combine(_plugins.Add("text"), "text.dll"), "not an assembly");
        LoadOne(PluginState.Malfunctioned, "no .NET assembly");
    }

    [Fact]
    public void Load_RegisterThrows_MalfunctionsWithItsMessage()
    {
        PluginFixture.Compile(_plugins.Add("angry"), "angry", PluginFixture.Throw("no\nlicence"));
        LoadOne(PluginState.Malfunctioned, "InvalidOperationException while loading: no licence");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Load_NotExactlyOneEntry_Malfunctions(int classes)
    {
        PluginFixture.Compile(_plugins.Add("odd"), "odd", PluginFixture.DoNothing, classes);
        LoadOne(PluginState.Malfunctioned, $"{classes} public classes");
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"id\": 3}", "lacks the text \"id\"")]
    public void Load_BrokenManifest_Malfunctions(string manifest, string reason)
    {
        _plugins.AddText("broken", manifest);
        Assert.Null(LoadOne(PluginState.Malfunctioned, reason).Manifest);
    }

    [Theory]
    [InlineData("assembly", "../evil.dll", "plain .dll file name")]
    [InlineData("assembly", "/tmp/evil.dll", "plain .dll file name")]
    [InlineData("assembly", "sub/evil.dll", "plain .dll file name")]
    [InlineData("assembly", "sub\\evil.dll", "plain .dll file name")]
    [InlineData("assembly", "..dll", "plain .dll file name")]
    [InlineData("assembly", "evil.dll\n", "plain .dll file name")]
    [InlineData("assembly", "evil.exe", "plain .dll file name")]
    [InlineData("id", "Upper", "\"id\"")]
    [InlineData("id", "../x", "\"id\"")]
    [InlineData("contract", "1", "major.minor")]
    [InlineData("contract", "one.two", "major.minor")]
    [InlineData("version", null, "lacks the text \"version\"")]
    public void Load_ManifestThatCannotBeTrusted_Malfunctions(string member, string? value, string reason)
    {
        _plugins.Add("bad", (member, value));
        LoadOne(PluginState.Malfunctioned, reason);
    }

    [Fact]
    public void Load_FolderWithoutManifest_Malfunctions()
    {
        Directory.CreateDirectory(Path.Combine(_plugins.Path, "empty"));
        LoadOne(PluginState.Malfunctioned, "plugin.json is missing");
    }

    [Fact]
    public void Load_ManifestTooLarge_IsNotRead()
    {
        _plugins.AddText("large", new string(' ', 100_000));
        LoadOne(PluginState.Malfunctioned, "larger than");
    }

    [Fact]
    public void Load_PluginUsesHostAssembly_IsRefused()
    {
        PluginFixture.Compile(_plugins.Add("nosy"), "nosy", il =>
        {
            il.Emit(OpCodes.Call, typeof(PluginHost).GetProperty(nameof(PluginHost.DefaultFolder))!.GetMethod!);
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ret);
        });
        LoadOne(PluginState.Malfunctioned, "plugins share only SleepVLM.Contracts");
    }

    [Fact]
    public void Load_SameIdentifierTwice_SecondMalfunctions()
    {
        PluginFixture.Compile(_plugins.Add("a"), "a", PluginFixture.DoNothing);
        PluginFixture.Compile(_plugins.Add("b", ("id", "a")), "b", PluginFixture.DoNothing);
        var plugins = PluginHost.Load(_plugins.Path).Plugins;
        Assert.Equal([PluginState.Active, PluginState.Malfunctioned], plugins.Select(p => p.State));
        Assert.Contains("taken by the plugin in 'a'", plugins[1].Reason);
    }

    [Fact]
    public void Load_SecondPluginBringsATakenFormat_MalfunctionsWhole()
    {
        _plugins.AddBuilt(typeof(CsvPlugin), "a");
        _plugins.AddBuilt(typeof(CsvPlugin), "b");
        var manifest = Path.Combine(_plugins.Path, "b", "plugin.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"id\": \"csv\"", "\"id\": \"other\""));
        var host = PluginHost.Load(_plugins.Path);
        Assert.Contains("'csv' is registered already", host.Plugins[1].Reason);
        Assert.Single(host.OutputFormats);
    }

    [Fact]
    public void Load_OneBadAmongGood_OthersWork()
    {
        PluginFixture.Compile(_plugins.Add("a-angry"), "a-angry", PluginFixture.Throw("no"));
        _plugins.AddBuilt(typeof(CsvPlugin), "csv");
        _plugins.AddText("z-broken", "{");
        var host = PluginHost.Load(_plugins.Path);
        Assert.Equal([PluginState.Malfunctioned, PluginState.Active, PluginState.Malfunctioned], host.Plugins.Select(p => p.State));
        Assert.Equal("csv", Assert.Single(host.OutputFormats).Id);
    }

    [Fact]
    public void Load_CopyOfTheContractsBesideThePlugin_IsPassedOver()
    {
        _plugins.AddBuilt(typeof(CsvPlugin), "csv");
        File.Copy(typeof(IPlugin).Assembly.Location, Path.Combine(_plugins.Path, "csv", "SleepVLM.Contracts.dll"));
        Assert.Single(PluginHost.Load(_plugins.Path).OutputFormats);
    }

    [Fact]
    public void Load_NoFolder_GivesAnEmptyHost() => Assert.Empty(PluginHost.Load(Path.Combine(_plugins.Path, "none")).Plugins);

    public void Dispose() => _plugins.Dispose();
}
