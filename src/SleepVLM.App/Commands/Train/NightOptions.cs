using System.CommandLine;
using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary>The options that say which nights are learnt from and which validate.</summary>
internal sealed class NightOptions(TrainingPhase phase)
{
    // Seeds below 1,000 are kept for tests and validation, those from 1,000 to 1,999 for vocabularies.
    private const int FirstSeed = 10_000;
    private const int ValidationSeed = 900;
    private const string Neighbours = "neighbours";

    private readonly Option<string?> _manifest = new("--manifest") { Description = "Learn from the recordings of a manifest (docs/training-data.md); those of its split 'validation' validate." };
    private readonly Option<bool> _simulate = new("--simulate") { Description = "Learn from simulated nights, a new subject for every night; with --manifest in turn with its recordings." };
    private readonly Option<int> _firstSeed = new("--first-seed") { Description = "Seed of the first simulated subject; each further one takes the next.", DefaultValueFactory = _ => FirstSeed };
    private readonly Option<string> _cohort = new("--cohort") { Description = "Montages of simulated subjects: mixed (as met in the field), six (all channels), c4 (one channel).", DefaultValueFactory = _ => "mixed" };
    private readonly Option<double> _minutes = new("--minutes") { Description = "Length of the recordings that simulated subjects give to learn from, 20 to 480 minutes: the shorter, the more subjects in as many windows.", DefaultValueFactory = _ => 120 };
    private readonly Option<string?> _without = new("--without")
    {
        Description = $"Leave out, to measure what it is worth, some of {Removable(phase)}: parts of simulated nights" +
            (phase == TrainingPhase.Sft ? "; without neighbours, windows of learning and of validation show their target three times." : "."),
    };
    private readonly Option<EventDetail> _events = new("--events")
    {
        Description = "How composed rationales tell single events: with figures (times, sizes), or by presence, which is what small models can see.", DefaultValueFactory = _ => EventDetail.Figures,
    };
    private readonly Option<string?> _validation = new("--validation") { Description = "Validate on all scored recordings of this manifest; it then decides which checkpoint is the best." };
    private readonly Option<int> _validationNights = new("--validation-nights") { Description = $"Simulated nights to validate on, seeds from {ValidationSeed} on. Default: 8 with --simulate, else 0." };
    private readonly Option<int> _validationEpochs = new("--validation-epochs") { Description = "Most epochs of a validation, spread evenly.", DefaultValueFactory = _ => 1000 };

    public IEnumerable<Option> All =>
        phase == TrainingPhase.Sft ? [_manifest, _simulate, _firstSeed, _cohort, _minutes, _without, _events, _validation, _validationNights, _validationEpochs]
        : [_manifest, _simulate, _firstSeed, _cohort, _minutes, _without];

    /// <summary>Where windows come from, and what validates, the deciding set first.</summary>
    /// <exception cref="SleepVlmException">Nothing to learn from, or a manifest that cannot be used.</exception>
    public (INightSource Nights, IReadOnlyList<ValidationSet> Validation) Read(ParseResult parse, RenderStyle style, RuleBook rules, CancellationToken cancellationToken)
    {
        var subjects = TrainingCohort.Named(parse.GetValue(_cohort)!);
        var ((without, alone), detail) = (ReadWithout(parse), phase == TrainingPhase.Sft ? parse.GetValue(_events) : EventDetail.Figures);
        var most = phase == TrainingPhase.Sft ? parse.GetValue(_validationEpochs) : 0;
        List<INightSource> sources = [];
        List<ValidationSet> validation = [];
        if (phase == TrainingPhase.Sft && parse.GetValue(_validation) is { } held)
            validation.Add(new ValidationSet("recorded", Shown(new CohortNights(CohortManifest.Read(held, new CohortOptions(Rules: rules), cancellationToken).Recordings, style, rules)), most));
        if (parse.GetValue(_manifest) is { } path)
        {
            var cohort = CohortManifest.Read(path, new CohortOptions(NeedsScoring: phase == TrainingPhase.Sft, Rules: rules), cancellationToken);
            if (cohort.Of(CohortSplit.Train).Count == 0) throw new SleepVlmException($"{path}: has no recording to learn from; give one the split 'train'");
            sources.Add(new CohortNights(cohort.Of(CohortSplit.Train), style, rules, unscoredToo: phase == TrainingPhase.Wpt, detail));
            if (phase == TrainingPhase.Sft && cohort.Of(CohortSplit.Validation) is { Count: > 0 } own) validation.Add(new ValidationSet("manifest", Shown(new CohortNights(own, style, rules)), most));
        }

        var simulate = parse.GetValue(_simulate);
        var minutes = parse.GetValue(_minutes);
        if (minutes is not (>= 20 and <= 480)) throw new SleepVlmException(FormattableString.Invariant($"--minutes {minutes}: must lie between 20 and 480"));
        if (simulate) sources.Add(new SimulatedNights(subjects.With(minutes, without), style, new SeedRange(parse.GetValue(_firstSeed), null), detail));
        if (phase == TrainingPhase.Sft && (parse.GetResult(_validationNights) is { Implicit: false } ? parse.GetValue(_validationNights) : simulate ? 8 : 0) is var nights and > 0)
            validation.Add(new ValidationSet("simulated", Shown(new SimulatedNights(subjects, style, new SeedRange(ValidationSeed, nights))), most));
        return (sources switch
        {
            [] => throw new SleepVlmException("say what to learn from: --simulate, --manifest FILE, or both"),
            [var only] => Shown(only),
            _ => Shown(new AlternatingNights(sources[0], sources[1])),
        }, validation);

        INightSource Shown(INightSource nights) => alone ? new LoneEpochs(nights) : nights;
    }

    private (SimulatedParts Parts, bool Neighbours) ReadWithout(ParseResult parse)
    {
        var (parts, alone) = (SimulatedParts.None, false);
        foreach (var key in parse.GetValue(_without)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (SimulatedPartNames.OfKey(key) is { } part) parts |= part;
            else if (key == Neighbours && phase == TrainingPhase.Sft) alone = true;
            else throw new SleepVlmException($"--without {key}: nothing of that name can be left out; give some of {Removable(phase)}");
        }

        return (parts, alone);
    }

    private static string Removable(TrainingPhase phase) => string.Join(",", phase == TrainingPhase.Sft ? [.. SimulatedPartNames.Keys, Neighbours] : SimulatedPartNames.Keys);
}
