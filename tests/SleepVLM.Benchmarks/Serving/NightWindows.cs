using System.Text;
using System.Text.Json.Nodes;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;

namespace SleepVLM.Benchmarks.Serving;

/// <summary>Requests about the windows of a simulated night of eight hours, as bodies.</summary>
internal sealed class NightWindows
{
    private readonly string[] _pictures;
    private readonly IReadOnlyList<PromptMessage> _turns = StagePrompt.Render(PromptTemplate.Load(Path.Combine(Repository.Root, "prompts"), "stage-epoch-small"), "", RationaleDetail.Full);

    private NightWindows(string[] pictures) => _pictures = pictures;

    public static NightWindows Create()
    {
        var night = SignalChain.Prepare(NightSimulator.Simulate(new SimulationSettings { Seed = 1 }), RenderStyle.Named(RenderStyle.Wide));
        var renderer = new EpochImageRenderer(night.Style);
        return new NightWindows([.. Enumerable.Range(0, night.EpochCount).Select(epoch =>
            $"data:image/png;base64,{Convert.ToBase64String(PngWriter.Encode(renderer.Render(night, new EpochIndex(epoch))))}")]);
    }

    /// <summary>The body of a streamed request about one window; numbers beyond the night begin anew.</summary>
    public byte[] BodyOf(int window)
    {
        var picture = 0;
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["model"] = "nano", ["max_tokens"] = 320, ["temperature"] = 0, ["stream"] = true, ["stream_options"] = new JsonObject { ["include_usage"] = true },
            ["response_format"] = new JsonObject { ["type"] = "json_object" },
            ["messages"] = new JsonArray([.. _turns.Select(turn => new JsonObject { ["role"] = turn.Role, ["content"] = new JsonArray([.. turn.Parts.Select(Part)]) })]),
        }.ToJsonString());

        JsonObject Part(PromptPart part) => part is TextPart text
            ? new JsonObject { ["type"] = "text", ["text"] = text.Text }
            : new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = _pictures[(window + picture++) % _pictures.Length] } };
    }
}
