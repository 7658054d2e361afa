using System.Text;
using System.Text.Json;
using SleepVLM.Torch.Answers;

namespace SleepVLM.Torch.Tests.Answers;

public sealed class ProseAutomatonTests
{
    private static readonly ProseAutomaton Automaton = new(" \""u8.ToArray(), "\"}"u8.ToArray());

    [Theory]
    [InlineData("\\n\\u00b5\\u0000\\\"\\\\\\/", true)]
    [InlineData("\\ud7ff\\uE000\\uDabc", false)]
    [InlineData("\\ud7ff\\uE000", true)]
    [InlineData("\\x", false)]
    [InlineData("\\u12", false)]
    [InlineData("a\nb", false)]
    [InlineData("\u00b5 \u2265 \ud83d\ude42", true)]
    public void Step_StringContent_IsWhatJsonAllows(string content, bool allowed) =>
        Assert.Equal(allowed, Automaton.Step(Automaton.Start, Encoding.UTF8.GetBytes($" \"{content}\"}}")) == Automaton.End);

    [Fact]
    public void Step_EveryScalar_IsAccepted()
    {
        for (var value = 0x20; value < 0x110000; value++)
        {
            if (!Rune.IsValid(value) || value is '"' or '\\') continue;
            Assert.True(Automaton.Step(Automaton.Start, Encoding.UTF8.GetBytes($" \"{new Rune(value)}\"}}")) == Automaton.End, $"U+{value:X}");
        }
    }

    [Fact]
    public void Step_RandomBytes_AcceptsExactlyStrictUtf8JsonStrings()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        byte[] common = [0x22, 0x5C, 0x75, 0x64, 0x38, 0x30, 0x61, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xF5];
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var content = new byte[random.Next(1, 8)];
            for (var i = 0; i < content.Length; i++) content[i] = random.Next(4) == 0 ? (byte)random.Next(256) : common[random.Next(common.Length)];
            byte[] whole = [.. " \""u8, .. content, .. "\"}"u8];
            var expected = IsJsonString([.. "\""u8, .. content, .. "\""u8], strict);
            Assert.True(expected == (Automaton.Step(Automaton.Start, whole) == Automaton.End), $"seed {seed}: {Convert.ToHexString(content)}");
        }
    }

    [Fact]
    public void ShortestWayOut_FromEveryState_LeadsToTheEnd()
    {
        for (var state = 0; state < Automaton.StateCount; state++)
            Assert.Equal(Automaton.End, Automaton.Step(state, Automaton.ShortestWayOut(state)));
    }

    private static bool IsJsonString(byte[] bytes, UTF8Encoding strict)
    {
        try
        {
            strict.GetString(bytes);
            using var document = JsonDocument.Parse(bytes);
            // Escaped surrogates, even in pairs, are more than the grammar allows; alone they throw here.
            return document.RootElement.GetString() is { } text && !(text.Any(char.IsSurrogate) && Encoding.ASCII.GetString(bytes).Contains("\\u", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
