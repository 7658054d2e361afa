using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>A decision to be checked, described step by step.</summary>
internal sealed class CheckCase
{
    public static readonly RuleBook Book = RuleBook.Load(Path.Combine(Repository.Root, "rules", "rulebook.yaml"));

    private readonly SleepStage _stage;
    private readonly string[] _rules;
    private readonly Dictionary<string, Measurement> _other = [];
    private string _text = "";
    private SleepStage? _previous, _next;
    private Measurement? _slowWaves, _alpha, _tone;
    private NightMeasurements _night = new(null, null, null, null);
    private Montage _montage = MontageOf(Enum.GetValues<ChannelRole>());

    private CheckCase(SleepStage stage, string[] rules) => (_stage, _rules) = (stage, rules);

    public static CheckCase Of(SleepStage stage, params string[] rules) => new(stage, rules);

    public CheckCase Saying(string text) => With(() => _text = text);

    public CheckCase Between(SleepStage? previous, SleepStage? next) => With(() => (_previous, _next) = (previous, next));

    public CheckCase SlowWaves(double seconds, ChannelRole role = ChannelRole.F4) =>
        With(() => _slowWaves = new Measurement(MeasurementNames.SlowWaveSeconds, seconds, "s", DerivationOf(role)));

    public CheckCase Alpha(double percent, ChannelRole role = ChannelRole.O2) =>
        With(() => _alpha = new Measurement(MeasurementNames.AlphaPercent, percent, "%", DerivationOf(role)));

    /// <summary>Tone in a night that ranges from 1 to 16 uV: 4 uV is half way.</summary>
    public CheckCase Tone(double microvolts, double low = 1, double high = 16)
    {
        _tone = new Measurement(MeasurementNames.ChinTone, microvolts, "uV", DerivationOf(ChannelRole.Chin));
        _night = _night with { ChinToneLowMicrovolts = low, ChinToneMedianMicrovolts = Math.Sqrt(low * high), ChinToneHighMicrovolts = high };
        return this;
    }

    public CheckCase AlphaProducer(bool? isProducer) => With(() => _night = _night with { IsAlphaProducer = isProducer });

    public CheckCase Other(string name, double value, string unit, ChannelRole role) =>
        With(() => _other[name] = new Measurement(name, value, unit, DerivationOf(role)));

    public CheckCase Recording(params ChannelRole[] roles) => With(() => _montage = MontageOf(roles));

    public CheckCase Recording(params MontageChannel[] channels) => With(() => _montage = new Montage(channels, []));

    public RuleCheckContext Build() => new(
        new StageDecision(
            new EpochIndex(4), new Provenance("test", "", "", "", "", Book.Sha256, 0, "test", []), "", "",
            _stage, new Rationale(_text, [.. _rules.Select(rule => new RuleId(rule))], false), null),
        _previous, _next, new EpochMeasurements(new EpochIndex(4), _slowWaves, _alpha, _tone, _other), _night, _montage);

    public IReadOnlyList<RuleFinding> Run(IRuleCheck check)
    {
        var findings = check.Check(Build()).ToList();
        Assert.All(findings, finding => Assert.Equal(check.Id, finding.Check));
        Assert.All(findings, finding => Assert.EndsWith(".", finding.Explanation));
        return findings;
    }

    public RuleFinding RunForOne(IRuleCheck check) => Assert.Single(Run(check));

    public RuleVerdict Verdict(IRuleCheck check) => RunForOne(check).Verdict;

    public static Derivation DerivationOf(ChannelRole role) =>
        role <= ChannelRole.O2 ? new Derivation(role.ToString(), "M1") : new Derivation(role.ToString(), "");

    public static MontageChannel Channel(ChannelRole role, string active, string reference, ChannelOrigin origin = ChannelOrigin.Recorded) =>
        new(role, new Derivation(active, reference), [$"{active}-{reference}"], 256, "uV", origin, "");

    private static Montage MontageOf(IEnumerable<ChannelRole> roles) =>
        new([.. roles.Select(role => new MontageChannel(role, DerivationOf(role), [role.ToString()], 256, "uV", ChannelOrigin.Recorded, ""))], []);

    private CheckCase With(Action change)
    {
        change();
        return this;
    }
}
