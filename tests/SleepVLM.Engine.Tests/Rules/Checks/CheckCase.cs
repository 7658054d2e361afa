using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Claims;
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
    private readonly List<Claim> _claims = [];
    private readonly List<DetectedEvent> _found = [], _traces = [];
    private IReadOnlySet<SleepEventKind>? _lookedFor;
    private IReadOnlyList<SignalQuality> _quality = [.. Enum.GetValues<ChannelRole>().Select(role => new SignalQuality(role, DerivationOf(role), SignalFault.None, 0, true))];
    private Montage _montage = MontageOf(Enum.GetValues<ChannelRole>());

    private CheckCase(SleepStage stage, string[] rules) => (_stage, _rules) = (stage, rules);

    public static CheckCase Of(SleepStage stage, params string[] rules) => new(stage, rules);

    /// <summary>A text and what the parser reads in it.</summary>
    public CheckCase Saying(string text)
    {
        _text = text;
        _claims.Clear();
        _claims.AddRange(ClaimParser.Parse(text).Claims);
        return this;
    }

    /// <summary>Adds a sentence that states one claim.</summary>
    public CheckCase Claiming(string sentence, ClaimFeature feature, Func<Claim, Claim>? more = null)
    {
        var span = new TextSpan(_text.Length, sentence.Length);
        _text += sentence + " ";
        var claim = new Claim(span, feature, ClaimPolarity.Present);
        _claims.Add(more is null ? claim : more(claim));
        return this;
    }

    /// <summary>All detectors looked, or those named.</summary>
    public CheckCase Looking(params SleepEventKind[] kinds) =>
        With(() => _lookedFor = (kinds.Length > 0 ? kinds : Enum.GetValues<SleepEventKind>()).ToHashSet());

    /// <summary>An event found at seconds from the start of the epoch; all detectors looked.</summary>
    public CheckCase Found(
        SleepEventKind kind, double atSeconds, double lasting = 1, ChannelRole role = ChannelRole.C4, double score = 0.9, double microvolts = 50, double hertz = 13)
    {
        _lookedFor ??= Enum.GetValues<SleepEventKind>().ToHashSet();
        _found.Add(new DetectedEvent(kind, 120 + atSeconds, lasting, role, microvolts, hertz, DerivationOf(role), score, "test detector"));
        return this;
    }

    /// <summary>Something below the operating point, at seconds from the start of the epoch.</summary>
    public CheckCase Trace(SleepEventKind kind, double atSeconds, double lasting = 1, ChannelRole role = ChannelRole.C4)
    {
        _lookedFor ??= Enum.GetValues<SleepEventKind>().ToHashSet();
        _traces.Add(new DetectedEvent(kind, 120 + atSeconds, lasting, role, 0, 0, DerivationOf(role), 0.3, "test detector, lower"));
        return this;
    }

    public CheckCase Quality(ChannelRole role, SignalFault faults, bool isAssessable) => With(() =>
        _quality = [.. _quality.Select(one => one.Channel == role ? one with { Faults = faults, IsAssessable = isAssessable } : one)]);

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
        _previous, _next, new EpochMeasurements(new EpochIndex(4), _slowWaves, _alpha, _tone, _other), _night, _montage)
    {
        Claims = _claims,
        Events = _lookedFor is null ? null : new EpochEvents(new EpochIndex(4), [.. _found.OrderBy(found => found.OnsetSeconds)], _lookedFor, _quality) { Traces = _traces },
    };

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
