using System.Collections.Concurrent;
using System.Security.Cryptography;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Tests.Server;
using SleepVLM.Testing;

namespace SleepVLM.Remote.Tests;

/// <summary>Models behind test servers, and windows to ask them about.</summary>
internal static class Remotes
{
    public static readonly string PromptFolder = Path.Combine(Repository.Root, "prompts");
    public static readonly RuleBook Rules = RuleBook.LoadDefault();

    /// <summary>Settings with short pauses; notices are kept where wanted.</summary>
    public static RemoteSettings Quick(ConcurrentQueue<string>? notices = null) => new()
    {
        FirstPause = TimeSpan.FromMilliseconds(10), LongestPause = TimeSpan.FromMilliseconds(100), FirstLook = TimeSpan.FromMilliseconds(20),
        Patience = TimeSpan.FromSeconds(5), AnswerTimeout = TimeSpan.FromSeconds(20), Notice = line => notices?.Enqueue(line),
    };

    public static Task<RemoteModel> ConnectAsync(RemoteSettings settings, params FakeEngine[] engines) => ConnectAsync(settings, "stage-epoch-chat", engines);

    public static Task<RemoteModel> ConnectAsync(RemoteSettings settings, string prompt, params FakeEngine[] engines) =>
        ConnectAsync(settings, PromptTemplate.Load(PromptFolder, prompt), engines);

    public static Task<RemoteModel> ConnectAsync(RemoteSettings settings, PromptTemplate prompt, params FakeEngine[] engines) =>
        RemoteModel.ConnectAsync(RemoteAddress.ParseAll(string.Join(",", engines.Select(engine => engine.Address))), settings, prompt, Rules, CancellationToken.None);

    /// <summary>Windows over small pictures, each of its own colour, none black.</summary>
    public static IEnumerable<WindowQuestion> Windows(int count)
    {
        for (var i = 0; i < count; i++) yield return new WindowQuestion(Picture(Math.Max(0, i - 1)), Picture(i), Picture(Math.Min(count - 1, i + 1)));
    }

    public static EpochImage Picture(int epoch)
    {
        var rgb = new byte[28 * 28 * 3];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)((epoch + 1) >> (i % 3 * 8));
        return new EpochImage(new EpochIndex(epoch), 28, 28, rgb);
    }

    public static string HashOf(EpochImage picture) => Convert.ToHexStringLower(SHA256.HashData(picture.Rgb.Span));

    public static async Task<List<WindowAnswer>> AnswersAsync(RemoteModel model, int count, AnswerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answers = new List<WindowAnswer>();
        await foreach (var answer in model.AnswerAsync(Windows(count), options ?? new AnswerOptions(), cancellationToken)) answers.Add(answer);
        return answers;
    }

    /// <summary>Every window answered once, in order, and each answer that of its own picture.</summary>
    public static void AssertAnswersFit(IReadOnlyList<WindowAnswer> answers, int count)
    {
        Assert.Equal(Enumerable.Range(0, count), answers.Select(answer => answer.Target.Value));
        Assert.All(answers, answer => Assert.Contains(HashOf(Picture(answer.Target.Value)), answer.Text, StringComparison.Ordinal));
    }
}
