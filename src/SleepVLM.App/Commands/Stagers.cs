using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Generation;

namespace SleepVLM.App.Commands;

/// <summary>Deciders by the names that users give them.</summary>
internal static class Stagers
{
    /// <summary>The name of the decider that needs no model.</summary>
    public const string Rules = "rules";

    /// <summary>Loads a decider.</summary>
    /// <param name="nameOrFolder"><c>rules</c>, a shipped model or a folder with a checkpoint.</param>
    /// <param name="context">What stages are decided from; null for what suits the decider.</param>
    /// <param name="rules">The rule book.</param>
    /// <param name="device">Where a model runs.</param>
    /// <param name="options">How it answers.</param>
    /// <exception cref="SleepVlmException">There is no such model, or it does not fit.</exception>
    public static async Task<IEpochStager> LoadAsync(string nameOrFolder, StageContext? context, RuleBook rules, string device, AnswerOptions options)
    {
        if (nameOrFolder == Rules)
            return context == StageContext.Window
                ? throw new SleepVlmException("the rule stager decides from the whole night, not by the window; leave the context out, or name a model")
                : new RuleBookStager();
        var model = await VisionLanguageModel.LoadAsync(AppFolders.Model(nameOrFolder), new ModelSetting(AppFolders.Prompts, rules, device));
        var windows = new VisionLanguageStager(model, options);
        return (context ?? (model.DecidesFirst ? StageContext.Night : StageContext.Window)) == StageContext.Night ? new NightContextStager(windows) : windows;
    }
}
