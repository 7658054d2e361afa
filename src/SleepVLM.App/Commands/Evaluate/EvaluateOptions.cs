using System.CommandLine;
using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>What <c>evaluate</c> was asked to do.</summary>
internal sealed record EvaluateArguments(
    IReadOnlyList<string> Files, string? Manifest, CohortSplit? Split, string? Seeds, string? Scorers, double Minutes, int RateHz, IReadOnlyList<ChannelSet> Channels,
    IReadOnlyList<NamedModel> Models, IReadOnlyList<EpochIndex>? Epochs, RationaleDetail Detail, string Device, int MainsHz, string? OutputFolder, int Seed, bool AsJson);

/// <summary>The options of <c>evaluate</c>.</summary>
internal sealed class EvaluateOptions
{
    private static readonly string[] Splits = ["all", .. Enum.GetNames<CohortSplit>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string?> _manifest = new("--manifest") { Description = "CSV of scored recordings (see 'sleepvlm cohort check --help'), to be staged and judged." };
    private readonly Option<string> _split = new("--split") { Description = "Which recordings of the manifest.", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _simulate = new("--simulate") { Description = "Seeds of simulated nights to stage and judge: 9100-9119, 7 or 1-3,9. Name seeds the model was not trained on." };
    private readonly Option<string?> _scorers = new("--scorers")
    {
        Description = "JSON of several scorers' nights, {\"scorer\": {\"night\": [0, 0, 1]}}: how well people agree. One night of it as a REFERENCE, the scorers' consensus: FILE.json#NIGHT.",
    };
    private readonly Option<double> _minutes = new("--minutes") { Description = "Length of each simulated night, 1 to 1440 minutes.", DefaultValueFactory = _ => 480 };
    private readonly Option<int> _rate = new("--rate") { Description = "Samples per second of simulated nights, 100 to 512.", DefaultValueFactory = _ => 128 };
    private readonly Option<string> _channels = new("--channels")
    {
        Description = "Sets of channels to judge with, separated by commas: all, eeg, eog, each (without each of the six in turn), pairs (without each two), channels to keep such as C4 or " +
            "C4+LOC, channels to hide such as no-Chin.",
        DefaultValueFactory = _ => "all",
    };
    private readonly Option<string[]> _model = new("--model")
    {
        Description = "nano, rules, a folder with a checkpoint, or NAME=FOLDER; @window or @night at the end decides from three epochs or from the whole night, as --context of 'stage' " +
            "does. May be given more than once. Default: nano and rules.", DefaultValueFactory = _ => ["nano", Stagers.Rules],
    };
    private readonly Option<string?> _epochs = new("--epochs") { Description = "Epochs to stage of each night, counted from 1: 100-120, 5, or 1-10,20. Default: all." };
    private readonly Option<RationaleDetail> _rationale = new("--rationale")
    {
        Description = "full: stage, rules and prose; stage: stage and rules, faster, and nothing said of claims.", DefaultValueFactory = _ => RationaleDetail.Full,
    };
    private readonly Option<string> _device = new("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
    private readonly Option<int> _mains = MontageArguments.MainsOption();
    private readonly Option<string?> _output = new("--out") { Description = "Folder for evaluation.html, .json, .csv, plots and kept stagings; made when missing. Default: sleepvlm-evaluation; for FILES none." };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the bootstrap.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object instead of tables." };

    public EvaluateOptions() => _split.AcceptOnlyFromAmong(Splits);

    public Argument<string[]> Files { get; } = new("FILES")
    {
        Description = "Pairs of STAGING and REFERENCE. STAGING is an output of 'sleepvlm stage' or any file REFERENCE can be: an EDF+ recording or hypnogram with stage annotations, a CSV with " +
            "epoch,stage or onset,duration,stage, or one stage per line; JSON Lines or a CSV with applicable_rules tell rules too.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public IReadOnlyList<Option> All =>
        [_manifest, _split, _simulate, _scorers, _minutes, _rate, _channels, _model, _epochs, _rationale, _device, _mains, _output, _seed, _json];

    /// <exception cref="SleepVlmException">Options contradict each other or cannot be read.</exception>
    public EvaluateArguments Read(ParseResult parse)
    {
        var (files, manifest, seeds, scorers) = (parse.GetValue(Files) ?? [], parse.GetValue(_manifest), parse.GetValue(_simulate), parse.GetValue(_scorers));
        if (new[] { files.Length > 0, manifest is not null, seeds is not null, scorers is not null }.Count(given => given) != 1)
            throw new SleepVlmException("give STAGING and REFERENCE, or --manifest FILE, --simulate SEEDS or --scorers FILE; see 'sleepvlm evaluate --help'");
        if (files.Length % 2 != 0)
            throw new SleepVlmException($"{files[^1]}: has no partner; files go in pairs, STAGING and then REFERENCE");
        return new EvaluateArguments(
            files, manifest, Enum.TryParse<CohortSplit>(parse.GetValue(_split), ignoreCase: true, out var split) ? split : null, seeds, scorers, parse.GetValue(_minutes), parse.GetValue(_rate),
            ChannelSet.Parse(parse.GetValue(_channels)!), NamedModel.ParseAll(parse.GetValue(_model)!), parse.GetValue(_epochs) is { } range ? EpochRange.Parse(range) : null,
            parse.GetValue(_rationale), parse.GetValue(_device)!, parse.GetValue(_mains), parse.GetValue(_output), parse.GetValue(_seed), parse.GetValue(_json));
    }
}
