using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Weights;

namespace SleepVLM.App.Commands;

/// <summary>Deciders by the names that users give them.</summary>
internal static class Stagers
{
    /// <summary>The name of the decider that needs no model.</summary>
    public const string Rules = "rules";

    // For a model that learned neither the rules nor the form of an answer.
    private const string RemotePrompt = "stage-epoch-chat";

    // About what published models write.
    private const int RandomAnswerTokens = 200;

    /// <summary>Loads a decider, or connects to it.</summary>
    /// <param name="choice">Which, and how.</param>
    /// <param name="rules">The rule book.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The decider, and the longest answer it may give in tokens.</returns>
    /// <exception cref="SleepVlmException">There is no such model, or it does not fit.</exception>
    public static async Task<(IEpochStager Stager, int MaxTokens)> LoadAsync(StagerChoice choice, RuleBook rules, CancellationToken cancellationToken)
    {
        if (choice.Model == Rules)
        {
            if (choice.Context == StageContext.Window) throw new SleepVlmException("the rule stager decides from the whole night, not by the window; leave the context out, or name a model");
            if (choice.PromptFile is not null) throw new SleepVlmException("--prompt: the rule stager takes no prompt; leave --prompt out, or name a model");
            return (new RuleBookStager(), new AnswerOptions().MaxTokens);
        }

        var (model, longest) = choice.Random is { } sizes ? await RandomAsync(choice, sizes, rules)
            : RemoteAddress.IsRemote(choice.Model) ? await ConnectAsync(choice, rules, cancellationToken) : await LoadFolderAsync(choice, rules);
        var options = new AnswerOptions(MaxTokens: longest);
        try
        {
            var windows = new VisionLanguageStager(model, options);
            var context = choice.Context ?? (model.DecidesFirst ? StageContext.Night : StageContext.Window);
            return (context == StageContext.Night ? new NightContextStager(windows) : windows, options.MaxTokens);
        }
        catch
        {
            await model.DisposeAsync();
            throw;
        }
    }

    private static async Task<(IVisionLanguageModel Model, int MaxTokens)> LoadFolderAsync(StagerChoice choice, RuleBook rules)
    {
        var model = await VisionLanguageModel.LoadAsync(AppFolders.Model(choice.Model), new ModelSetting(AppFolders.Prompts, rules, choice.Device, choice.PromptFile));
        return (model, model.Prompt.MaxTokens);
    }

    private static async Task<(IVisionLanguageModel Model, int MaxTokens)> RandomAsync(StagerChoice choice, Qwen25VlConfig sizes, RuleBook rules)
    {
        var model = await VisionLanguageModel.RandomAsync(choice.Model, sizes, AppFolders.Model("nano"), new ModelSetting(AppFolders.Prompts, rules, choice.Device));
        return (model, RandomAnswerTokens);
    }

    private static async Task<(IVisionLanguageModel Model, int MaxTokens)> ConnectAsync(StagerChoice choice, RuleBook rules, CancellationToken cancellationToken)
    {
        var addresses = RemoteAddress.ParseAll(choice.Model);
        if (addresses.Where(address => address.IsElsewhere).Select(address => address.BaseUri.Authority).ToArray() is { Length: > 0 } elsewhere)
            choice.Notice($"pictures of the recording go to {string.Join(", ", elsewhere)}");
        var settings = new RemoteSettings
        {
            ApiKey = Environment.GetEnvironmentVariable(RemoteSettings.ApiKeyVariable) is { Length: > 0 } key ? key : null,
            Seed = choice.Seed, Concurrency = choice.Concurrency, AnswerTimeout = choice.Timeout, Notice = choice.Notice,
        };
        var trained = await TrainedPrompt.OfAsync(addresses, settings, cancellationToken);
        var prompt = choice.PromptFile is { } file ? PromptTemplate.LoadFile(file, AppFolders.Prompts) : UsualPrompt(trained, choice.Notice);
        return (await RemoteModel.ConnectAsync(addresses, settings with { RenderStyle = trained?.RenderStyle }, prompt, rules, cancellationToken), prompt.MaxTokens);
    }

    // A server of ours tells what its model was trained to be asked.
    private static PromptTemplate UsualPrompt(TrainedPrompt? trained, Action<string> notice)
    {
        if (trained?.Load(AppFolders.Prompts) is { } known) return known;
        if (trained is not null) notice($"the model was trained with a version of the prompt {trained.Name} that is not here; it is asked with {RemotePrompt}");
        return PromptTemplate.Load(AppFolders.Prompts, RemotePrompt);
    }
}

/// <summary>Who is to decide.</summary>
/// <param name="Model"><c>rules</c>, a shipped model, a folder with a checkpoint, or addresses of servers.</param>
/// <param name="Device">Where a model of a folder runs.</param>
/// <param name="Context">What stages are decided from; null for what suits the model.</param>
/// <param name="PromptFile">Prompt in place of the usual one; null for the usual one.</param>
/// <param name="Seed">Seed of anything drawn by chance.</param>
public sealed record StagerChoice(string Model, string Device = "auto", StageContext? Context = null, string? PromptFile = null, ulong Seed = 0)
{
    /// <summary>Sizes of a model of random weights that is to decide, <see cref="Model"/> then being its name; null for a real one.</summary>
    public Qwen25VlConfig? Random { get; init; }

    /// <summary>Questions that one server works on at a time.</summary>
    public int Concurrency { get; init; } = new RemoteSettings().Concurrency;

    /// <summary>Longest time for one answer of a server.</summary>
    public TimeSpan Timeout { get; init; } = new RemoteSettings().AnswerTimeout;

    /// <summary>Told in one line what becomes of the servers.</summary>
    public Action<string> Notice { get; init; } = _ => { };
}
