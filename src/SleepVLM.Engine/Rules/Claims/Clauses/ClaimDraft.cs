using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>The claim of one anchor while it is put together; several where it speaks of several epochs.</summary>
internal sealed class ClaimDraft
{
    private const double PercentPerSecond = 100 / 30.0;

    private readonly string _text;
    private readonly Sentence _sentence;
    private readonly Anchor _anchor;
    private readonly List<ClaimedChannel> _channels = [];
    private readonly List<ClaimedTime> _times = [];
    private readonly List<(ClaimedEpoch? Epoch, ClaimedTime Time)> _periods = [];
    private readonly List<ClaimedEpoch> _epochs = [];
    private Claim _claim;

    public ClaimDraft(string text, Sentence sentence, Anchor anchor)
    {
        (_text, _sentence, _anchor) = (text, sentence, anchor);
        var feature = anchor.Item.Meaning as FeatureTerm;
        _claim = new Claim(default, anchor.Feature, anchor.Polarity)
        {
            Level = feature?.Level,
            Stage = (anchor.Item.Meaning as StageTerm)?.Stage,
            Rule = (anchor.Item.Meaning as RuleTerm)?.Rule,
        };
        if (feature is { IsChannel: true }) _channels.Add(new ClaimedChannel(anchor.Item.Span.Of(text), "", [ChannelRole.Chin]));
        foreach (var attribute in anchor.Attributes)
            if (feature is not null || attribute.Item.Meaning is EpochTerm) Add(attribute);
    }

    public IEnumerable<Claim> Finish()
    {
        SettleAbsence();
        if (_times.Count > 0) _periods.RemoveAll(period => _times.TrueForAll(time => IsWithin(time, period.Time)));
        _epochs.AddRange(_periods.Select(period => period.Epoch).OfType<ClaimedEpoch>());
        if (_epochs.Count == 0) _epochs.Add(ClaimedEpoch.Target);
        _claim = _claim with { Channels = [.. _channels.Where(channel => !_channels.Exists(other => IsPartOf(other, channel)))] };
        foreach (var epoch in _epochs.Distinct())
        {
            var claim = _claim with { Epoch = epoch, Times = [.. _times, .. _periods.Where(period => (period.Epoch ?? epoch) == epoch).Select(period => period.Time)] };
            yield return claim with { Span = SpanOf(claim) };
        }
    }

    private static bool IsWithin(ClaimedTime time, ClaimedTime period) => time.FromSeconds >= period.FromSeconds && time.ToSeconds <= period.ToSeconds;

    private void Add(Attribute attribute)
    {
        switch (attribute.Item.Meaning)
        {
            case ChannelTerm channel: _channels.Add(new ClaimedChannel(attribute.Item.Span.Of(_text), channel.Electrode, channel.Roles)); break;
            case PeriodTerm period: _periods.Add((period.Epoch, new ClaimedTime(period.FromSeconds, period.ToSeconds, attribute.Item.Span))); break;
            case EpochTerm epoch: AddEpoch(epoch, attribute); break;
            case NumberGroup { Unit: NumberUnit.Seconds } seconds: AddSeconds(seconds, attribute); break;
            case NumberGroup numbers: AddNumbers(numbers, attribute); break;
            case ShareTerm share: AddShare(AmountReader.Of(attribute, share.Least, share.Most, _anchor.FallsShort)); break;
            case CountTerm count when IsCount(count, attribute): _claim = _claim with { Count = AmountReader.Of(attribute, count.Least, count.Most, false) }; break;
            case LevelTerm level: AddLevel(level, attribute); break;
            case ComparisonTerm comparison: _claim = _claim with { Comparison = _claim.Comparison ?? comparison.Comparison }; break;
        }
    }

    /// <summary><c>N2 continues from the preceding epoch</c> speaks of this one; <c>scored as the epoch that follows, N2</c> of both.</summary>
    private void AddEpoch(EpochTerm epoch, Attribute attribute)
    {
        if (attribute.Before?.Meaning is PrepositionTerm { Text: "from" }) return;
        _epochs.AddRange(epoch.AndNext ? [ClaimedEpoch.Previous, ClaimedEpoch.Next] : [epoch.Epoch]);
        if (_claim.Stage is not null && attribute.Before?.Word is "scored" or "takes") _epochs.Add(ClaimedEpoch.Target);
    }

    private void AddSeconds(NumberGroup seconds, Attribute attribute)
    {
        switch (SecondsReader.KindOf(attribute, seconds, _anchor, _times.Count > 0))
        {
            case SecondsKind.Times: _times.AddRange(SecondsReader.Times(attribute, seconds, _sentence)); break;
            case SecondsKind.Duration:
                _claim = _claim with { DurationSeconds = _claim.DurationSeconds ?? AmountReader.Of(attribute, seconds, _anchor.FallsShort) };
                break;
            case SecondsKind.Share: AddShare(AmountReader.Of(attribute, seconds, _anchor.FallsShort, PercentPerSecond)); break;
        }
    }

    private void AddNumbers(NumberGroup numbers, Attribute attribute)
    {
        var amount = AmountReader.Of(attribute, numbers, _anchor.FallsShort);
        switch (numbers.Unit)
        {
            case NumberUnit.Hertz when attribute.BeforeBounds?.Word != "by": _claim = _claim with { FrequencyHz = amount }; break;
            case NumberUnit.Microvolts: _claim = _claim with { AmplitudeMicrovolts = amount }; break;
            case NumberUnit.Percent: AddShare(amount); break;
            case NumberUnit.Decibels: _claim = _claim with { DifferenceDecibels = amount }; break;
            case NumberUnit.None when numbers.IsOneAmount && Counts(attribute):
                _claim = _claim with { Count = amount };
                break;
        }
    }

    /// <summary>A number right before its noun, or behind a mark as in <c>n = 2</c>.</summary>
    private bool Counts(Attribute attribute) =>
        attribute.At < _anchor.At ? _anchor.At - attribute.At <= 3 : attribute.Before?.IsJoint(JointKind.Colon) == true;

    private void AddShare(Quantity share) => _claim = _claim with { SharePercent = _claim.SharePercent ?? share };

    /// <summary>Words such as <c>high</c> are said of tone; of a wave only where they name its amplitude. <c>Lower than</c> compares and tells no level.</summary>
    private void AddLevel(LevelTerm level, Attribute attribute)
    {
        var isOfAmplitude = level.OfAmplitude
            || attribute.Clause.Take(Math.Max(0, attribute.At)).TakeLast(4).Any(item => item.Word is "amplitude" or "amplitudes" or "voltage");
        if (!isOfAmplitude && _claim.Feature is not (ClaimFeature.ChinTone or ClaimFeature.Background)) return;
        if (level.IsComparative && (_claim.Feature == ClaimFeature.Background || _anchor.Has(meaning => meaning is ComparisonTerm))) return;
        _claim = _claim with { Level = _claim.Level ?? level.Level };
    }

    /// <summary>Behind its noun only as <c>x3</c>; <c>some alpha</c> is no number.</summary>
    private bool IsCount(CountTerm count, Attribute attribute) => attribute.At < _anchor.At
        ? _anchor.IsEvent || count.Most is not null || _claim.Feature is ClaimFeature.SlowWave or ClaimFeature.BodyMovement
        : attribute.Item.Word[0] == 'x';

    /// <summary>No events at all are absent events; absent tone is a level of tone.</summary>
    private void SettleAbsence()
    {
        if (_claim.Count is { Most: 0 }) _claim = _claim with { Polarity = ClaimPolarity.Absent, Count = null };
        if (_claim is { Feature: ClaimFeature.ChinTone, Polarity: ClaimPolarity.Absent, Level: null, Comparison: null })
            _claim = _claim with { Level = ClaimedLevel.Absent, Polarity = ClaimPolarity.Present };
    }

    /// <summary><c>The EEG in F4-M1</c> speaks of one channel.</summary>
    private static bool IsPartOf(ClaimedChannel part, ClaimedChannel whole) =>
        part.Roles.Count > 0 && part.Roles.Count < whole.Roles.Count && part.Roles.All(whole.Roles.Contains);

    /// <summary>From the first to the last word that says it; what was named in an earlier sentence is no part of it.</summary>
    private TextSpan SpanOf(Claim claim)
    {
        var spans = _anchor.Attributes.Select(attribute => attribute.Item.Span)
            .Concat(_anchor.Words.Select(word => word.Span))
            .Concat(claim.Times.Select(time => time.Span))
            .Concat(new[] { claim.FrequencyHz, claim.AmplitudeMicrovolts, claim.DurationSeconds, claim.SharePercent, claim.Count, claim.DifferenceDecibels }
                .OfType<Quantity>().Select(quantity => quantity.Span)).ToList();
        if (_anchor.At >= 0 || spans.Count == 0) spans.Add(_anchor.Item.Span);
        var start = spans.Min(span => span.Start);
        return new TextSpan(start, spans.Max(span => span.End) - start);
    }
}
