using System.CommandLine;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Plugins;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm plugins</c>: what is installed, what it brings, and why something does not work.</summary>
public static class PluginsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("plugins",
            $"Lists the plugins found in {PluginHost.DefaultFolder}: state, what each brings (output formats, rule checks), and the reason where one is not in use. " +
            "A plugin is a folder with a plugin.json and its assembly; docs/plugin-guide.md tells how to make one.\n\n" +
            "Example: sleepvlm plugins --json")
        {
            json,
        };
        command.SetAction(parse =>
        {
            var plugins = PluginHost.Load(PluginHost.DefaultFolder).Plugins;
            if (parse.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(new { Folder = PluginHost.DefaultFolder, Plugins = plugins }, RecordingReport.JsonOptions));
            else if (plugins.Count == 0) Console.Out.WriteLine($"no plugins in {PluginHost.DefaultFolder}");
            else Tables.Show([Section(plugins)]);
            return ExitCode.Done;
        });
        return command;
    }

    private static InfoSection Section(IReadOnlyList<PluginStatus> plugins) => new("Plugins", ["id", "version", "contract", "state", "brings", "description or reason"],
    [
        .. plugins.Select(plugin => new[]
        {
            plugin.Manifest?.Id ?? plugin.Folder, plugin.Manifest?.Version ?? "-", plugin.Manifest?.Contract ?? "-",
            plugin.State.ToString(), string.Join(", ", plugin.Brings), plugin.State == PluginState.Active ? plugin.Manifest!.Description : plugin.Reason,
        }),
    ]);
}
