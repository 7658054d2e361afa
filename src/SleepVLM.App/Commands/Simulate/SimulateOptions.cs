using System.CommandLine;
using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands.Simulate;

/// <summary>What can be asked of a simulated night on the command line.</summary>
internal sealed class SimulateOptions
{
    private const string Mixed = "mixed", Natural = "natural", None = "none", All = "all";

    private static readonly Dictionary<string, SimulatedMontage> Montages = new()
    {
        ["aasm"] = SimulatedMontage.Aasm, ["contralateral"] = SimulatedMontage.Contralateral, ["bilateral"] = SimulatedMontage.Bilateral, ["sleep-edf"] = SimulatedMontage.SleepEdf,
    };

    private readonly Option<double> _minutes = new("--minutes") { Description = "Length, 1 to 1440 minutes.", DefaultValueFactory = _ => 480 };
    private readonly Option<string?> _hypnogram = new("--hypnogram")
    {
        Description = "Follow the stages of this file, in any format that 'evaluate' reads; it gives the length. An epoch without a stage takes that of the one before.",
    };
    private readonly Option<int> _seed = new("--seed") { Description = "Another seed is another sleeper and another night; nights of a cohort count up from it.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _disorder = new("--disorder")
    {
        Description = "none; apnoea: arousals every 20 to 60 s in blocks, much N1; rbd: chin tone and twitches in R; stroke: weak spindles and alpha and slow activity on one side, " +
            "fragmented sleep (both sides: --montage bilateral); mixed: drawn by seed, about half of them none.",
        DefaultValueFactory = _ => "none",
    };
    private readonly Option<int?> _age = new("--age") { Description = "Years, 18 to 100: shares of stages, slow waves, spindles and arousals follow it. Default: as the mean of all ages; in a cohort drawn by seed." };
    private readonly Option<string> _montage = new("--montage")
    {
        Description = "aasm: F4-M1, C4-M1, O2-M1, both EOG, chin; contralateral: F3-M2, C3-M2, O1-M2 instead; bilateral: both sides; sleep-edf: Fpz-Cz, Pz-Oz, EOG horizontal.",
        DefaultValueFactory = _ => "aasm",
    };
    private readonly Option<string?> _channels = new("--channels")
    {
        Description = "Only these channels of the montage: some of F4,C4,O2,F3,C3,O1,LOC,ROC,Chin, or Fpz-Cz,Pz-Oz,EOG. Default: all.",
    };
    private readonly Option<double> _rate = new("--rate") { Description = "Samples per second, 50 to 2048; fractions that EDF can hold, as 102.4.", DefaultValueFactory = _ => 128 };
    private readonly Option<string> _artefacts = new("--artefacts")
    {
        Description = "natural: faint or plain as recordings happen to have them; none; or some of " + string.Join(",", ArtefactNames.Keys) +
            " (all for every one): planted plainly in stretches of single channels and noted among the events, to measure signal quality.",
        DefaultValueFactory = _ => Natural,
    };
    private readonly Option<int?> _mains = new("--mains") { Description = "Mains hum of 50 or 60 Hz. Default: drawn by seed." };

    public SimulateOptions()
    {
        _disorder.AcceptOnlyFromAmong([.. Enum.GetValues<Disorder>().Select(Key), Mixed]);
        _montage.AcceptOnlyFromAmong([.. Montages.Keys]);
    }

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => [_minutes, _hypnogram, _seed, _disorder, _age, _montage, _channels, _rate, _artefacts, _mains];

    /// <summary>Reads settings off; a hypnogram is read from its file.</summary>
    /// <exception cref="SleepVlmException">A value makes no sense.</exception>
    public SimulateRequest Read(ParseResult parse, CancellationToken cancellationToken)
    {
        var planned = parse.GetValue(_hypnogram) is { } path ? PlannedStages.Read(path, cancellationToken) : null;
        if (planned is not null && parse.GetResult(_minutes) is { Implicit: false })
            throw new SleepVlmException("--minutes and --hypnogram: the hypnogram gives the length; leave --minutes out");
        var seed = parse.GetValue(_seed);
        var disorder = parse.GetValue(_disorder)!;
        var settings = new SimulationSettings
        {
            Seed = seed, Minutes = parse.GetValue(_minutes), Hypnogram = planned?.Stages, SampleRateHz = parse.GetValue(_rate), AgeYears = parse.GetValue(_age),
            Disorder = disorder == Mixed ? DisorderDraw.OfSeed(seed) : Enum.GetValues<Disorder>().First(known => Key(known) == disorder),
            Montage = Montages[parse.GetValue(_montage)!], PlantedArtefacts = Planted(parse.GetValue(_artefacts)!), MainsHz = parse.GetValue(_mains),
        };
        var channels = parse.GetValue(_channels)?.Split(',', StringSplitOptions.TrimEntries);
        settings.Validate();
        if (channels is not null) SimulatedNight.RequireChannels(settings.Montage, channels);
        return new SimulateRequest(settings, channels, disorder == Mixed, planned?.Filled ?? 0);
    }

    /// <summary>For example <c>apnoea</c>.</summary>
    public static string Key(Disorder disorder) => disorder.ToString().ToLowerInvariant();

    private static ArtefactKinds? Planted(string list) => list switch
    {
        Natural => null,
        None => ArtefactKinds.None,
        All => ArtefactKinds.All,
        _ => list.Split(',', StringSplitOptions.TrimEntries).Aggregate(ArtefactKinds.None, (sum, key) => sum | (ArtefactNames.OfKey(key)
            ?? throw new SleepVlmException($"--artefacts: '{key}' is no artefact; give {Natural}, {None}, {All} or some of {string.Join(",", ArtefactNames.Keys)}"))),
    };
}

/// <summary>What was asked for.</summary>
/// <param name="Settings">Of the night, or of the first one.</param>
/// <param name="Channels">Names; null for all.</param>
/// <param name="IsMixed">Whether each subject of a cohort has a disorder of its own.</param>
/// <param name="Filled">Epochs of the given hypnogram that had no stage.</param>
internal sealed record SimulateRequest(SimulationSettings Settings, IReadOnlyList<string>? Channels, bool IsMixed, int Filled);
