using System.Security.Cryptography;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Plugins;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Generation;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>What models are to be judged on.</summary>
/// <param name="Nights">The nights.</param>
/// <param name="Models">The models; all are held in memory at once.</param>
/// <param name="OutputFolder">Where stagings are kept and the report goes.</param>
/// <param name="Epochs">Epochs asked for, null for all.</param>
/// <param name="Detail">How much the rationale says.</param>
/// <param name="Style">Filters and pictures.</param>
/// <param name="Device">Where models run.</param>
internal sealed record ModelEvaluation(
    IReadOnlyList<NightSource> Nights, IReadOnlyList<NamedModel> Models, string OutputFolder, IReadOnlyList<EpochIndex>? Epochs, RationaleDetail Detail,
    RenderStyle Style, string Device);

/// <summary>A night that could not be judged.</summary>
/// <param name="Night">Which.</param>
/// <param name="Model">Whose staging; null where the night could not be read at all.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record EvaluationFailure(string Night, string? Model, string Reason);

/// <summary>Stages every night with every model, each night read once, and holds the stagings against their references.</summary>
/// <param name="job">What is asked for.</param>
/// <param name="progress">Told how it goes.</param>
internal sealed class ModelEvaluationRun(ModelEvaluation job, EvaluationProgress progress)
{
    // Another build may simulate, measure, check or decide otherwise, under the same version.
    private static readonly string Build = string.Join(' ', new[] { typeof(StagingPipeline), typeof(VisionLanguageModel) }.Select(type => type.Module.ModuleVersionId));
    private readonly PluginHost _plugins = PluginHost.Load(PluginHost.DefaultFolder);
    private readonly RuleBook _rules = RuleBook.LoadDefault();
    private readonly List<(string Model, string Channels, NightJudgement Night)> _judged = [];
    private readonly List<EvaluationFailure> _failures = [];

    /// <summary>Nights that could not be judged; the others were.</summary>
    public IReadOnlyList<EvaluationFailure> Failures => _failures;

    /// <summary>Runs; every model with every set of channels, in the order asked for.</summary>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="cancellationToken">Stops; what was staged is kept, and the same call goes on.</param>
    /// <exception cref="SleepVlmException">A model cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<ModelJudgement>> RunAsync(int seed, CancellationToken cancellationToken)
    {
        var stagers = new List<(NamedModel Model, IEpochStager Stager, int MaxTokens)>();
        try
        {
            foreach (var model in job.Models)
            {
                var (stager, longest) = await Stagers.LoadAsync(new StagerChoice(model.NameOrFolder, job.Device, model.Context), _rules, cancellationToken);
                stagers.Add((model, stager, longest));
            }

            foreach (var night in job.Nights) await JudgeAsync(night, stagers, cancellationToken);
        }
        finally
        {
            foreach (var (_, stager, _) in stagers) await stager.DisposeAsync();
        }

        return
        [
            .. from channels in job.Nights.Select(night => night.Channels).Distinct()
            from model in job.Models
            let nights = _judged.Where(one => one.Model == model.Label && one.Channels == channels).Select(one => one.Night).ToList()
            where nights.Count > 0
            select new ModelJudgement(model.Label, channels, nights, seed),
        ];
    }

    private async Task JudgeAsync(NightSource night, IReadOnlyList<(NamedModel Model, IEpochStager Stager, int MaxTokens)> stagers, CancellationToken cancellationToken)
    {
        NightReading? reading = null;
        var identity = "";
        foreach (var (named, stager, longest) in stagers)
        {
            string? model = null;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (identity.Length == 0) identity = night.Identify(cancellationToken);
                var checker = new RuleChecker(_rules, _plugins.RuleChecks);
                var shelf = new StagingShelf(Path.Combine(job.OutputFolder, "nights", night.Name, named.Label), night.Name, KeyOf(identity, stager, checker));
                var pace = shelf.Finished;
                if (pace is null)
                {
                    reading ??= night.Read(progress, cancellationToken);
                    model = named.Label;
                    pace = await StageAsync(shelf, night, reading, new StagingPipeline(stager, checker, _rules), longest, cancellationToken);
                    progress.Finish(wasThere: false);
                }
                else
                {
                    if (night.Reference(null) is { } known) shelf.WriteReference(known);
                    progress.Finish(wasThere: true);
                }

                model = named.Label;
                Judge(night, named.Label, shelf, pace.Value, cancellationToken);
            }
            catch (SleepVlmException error)
            {
                _failures.Add(new EvaluationFailure(night.Name, model, error.Message));
                if (model is null) return;
            }
        }
    }

    private async Task<Pace> StageAsync(StagingShelf shelf, NightSource night, NightReading reading, StagingPipeline pipeline, int longest, CancellationToken cancellationToken)
    {
        shelf.Begin();
        shelf.WriteReference(night.Reference(reading)!);
        var format = OutputFormats.Of(_plugins, ["jsonl"])[0];
        var request = new StagingRequest(
            "", shelf.LedgerPath, new MontageOptions(), job.Style, job.Detail, 0, longest, count => EpochRange.Select(job.Epochs, count));
        await pipeline.RunAsync(
            reading, request, progress,
            (study, token) => OutputFile.WriteAsync(study with { Recording = study.Recording with { Name = night.Name } }, format, shelf.Folder, "mend this, and the same command goes on", token),
            cancellationToken);
        shelf.Finish(progress.Pace);
        return progress.Pace;
    }

    private void Judge(NightSource night, string model, StagingShelf shelf, Pace pace, CancellationToken cancellationToken)
    {
        var judgement = new NightJudgement(
            night.Name, night.Subject, JudgedStagingReader.Read(shelf.StagingPath, cancellationToken), JudgedStagingReader.Read(shelf.ReferencePath, cancellationToken), pace);
        if (judgement.Agreement.Compared == 0) throw new SleepVlmException("the staging and its reference share no scored epoch");
        _judged.Add((model, night.Channels, judgement));
    }

    private string KeyOf(string identity, IEpochStager stager, RuleChecker checker) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
    [
        identity, stager.Identity.Sha256, stager.Identity.PromptSha256, stager.Context.ToString(), _rules.Sha256, job.Style.Id, job.Detail.ToString(), string.Join(',', job.Epochs ?? []), job.Device,
        string.Join(',', checker.Ids), Build,
    ]))));
}
