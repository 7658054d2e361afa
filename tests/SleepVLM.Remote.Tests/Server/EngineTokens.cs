using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;

namespace SleepVLM.Remote.Tests.Server;

/// <summary>Cuts an answer into tokens with alternatives, the stage as its options say.</summary>
internal static partial class EngineTokens
{
    private static readonly string[] Stages = Enum.GetNames<SleepStage>();

    public static JsonArray Of(string text, EngineOptions options)
    {
        var tokens = new JsonArray();
        var stage = StagePlace().Match(text);
        for (var at = 0; at < text.Length;)
        {
            if (stage.Success && at == stage.Groups[1].Index)
            {
                AddStage(tokens, stage.Groups[1].Value, options.SpellsStagesInTwo);
                at += stage.Groups[1].Length;
                continue;
            }

            // Pieces of four letters, cut where the stage begins.
            var end = Math.Min(text.Length, at + 4);
            if (stage.Success && at < stage.Groups[1].Index) end = Math.Min(end, stage.Groups[1].Index);
            tokens.Add(Token(text[at..end], 0.99, ("?", 0.01)));
            at = end;
        }

        return tokens;
    }

    // The stage answered is as sure as can be told; the others share the rest evenly.
    private static void AddStage(JsonArray tokens, string stage, bool inTwo)
    {
        double Share(string name) => name == stage ? EngineAnswer.Sureness : (1 - EngineAnswer.Sureness) / 4;
        if (!inTwo)
        {
            tokens.Add(Token(stage, Share(stage), [.. Stages.Where(name => name != stage).Select(name => (name, Share(name)))]));
            return;
        }

        (string Text, double Share)[] first = [("W", Share("W")), ("R", Share("R")), ("N", Share("N1") + Share("N2") + Share("N3"))];
        tokens.Add(Token(stage[..1], first.Single(token => token.Text == stage[..1]).Share, [.. first.Where(token => token.Text != stage[..1])]));
        if (stage.Length == 1) return;
        var sum = Share("N1") + Share("N2") + Share("N3");
        tokens.Add(Token(stage[1..], Share(stage) / sum, [.. Stages.Where(name => name.Length == 2 && name != stage).Select(name => (name[1..], Share(name) / sum))]));
    }

    private static JsonObject Token(string text, double share, params (string Text, double Share)[] others)
    {
        var token = Choice(text, share);
        token["top_logprobs"] = new JsonArray([Choice(text, share), .. others.Select(other => Choice(other.Text, other.Share))]);
        return token;
    }

    private static JsonObject Choice(string text, double share) => new()
    {
        ["token"] = text, ["logprob"] = Math.Log(share), ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(text).Select(value => (JsonNode)value)]),
    };

    [GeneratedRegex("\"sleep_stage\": \"(W|N1|N2|N3|R)\"")]
    private static partial Regex StagePlace();
}
