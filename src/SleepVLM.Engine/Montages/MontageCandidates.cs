using System.Globalization;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>A signal whose label was understood.</summary>
internal sealed record MontageCandidate(RecordedSignal Signal, SignalName Name);

/// <summary>The signals of a recording that may enter a montage, and those that may not with the reason.</summary>
internal sealed class MontageCandidates
{
    private const double SlowestHz = 50, FastestHz = 50_000, EnvelopeHz = 10;
    private readonly List<MontageCandidate> _usable = [];

    public MontageCandidates(Recording recording)
    {
        foreach (var signal in recording.Signals)
        {
            if (VoltageUnit.IsOtherQuantity(signal.Unit) || LabelParser.Parse(signal.Label) is not { } name) continue;
            if (WhyUnusable(signal) is { } reason) Rejected.Add((new MontageCandidate(signal, name), reason));
            else _usable.Add(new MontageCandidate(signal, name));
        }
    }

    /// <summary>Understood, but unusable.</summary>
    public List<(MontageCandidate Candidate, string Reason)> Rejected { get; } = [];

    /// <summary>Whether any usable label names an electrode of the scalp: <c>F4</c>, <c>Cz</c>; not <c>M1</c>, <c>E1</c>, <c>EEG</c>.</summary>
    public bool NameScalpElectrodes => _usable.Any(candidate => candidate.Name.Active is not ("EEG" or "EOG")
        && candidate.Name.Active[0] is 'F' or 'A' or 'C' or 'T' or 'P' or 'O' && !candidate.Name.Active.StartsWith("Chin", StringComparison.Ordinal));

    /// <summary>Why no trace can be made of a signal, or null.</summary>
    public static string? WhyUnusable(RecordedSignal signal)
    {
        if (signal.Refusal is not null) return signal.Refusal;
        var rate = signal.SampleRateHz.ToString("0.###", CultureInfo.InvariantCulture);
        return signal.SampleRateHz switch
        {
            <= EnvelopeHz => $"sampled at {rate} Hz it is an envelope, not the signal itself",
            < SlowestHz => $"its rate of {rate} Hz is below {SlowestHz} Hz",
            > FastestHz => $"its rate of {rate} Hz is beyond any such recording",
            _ => null,
        };
    }

    /// <summary>The signal recorded as this derivation; one of true mastoids before one of ear lobes.</summary>
    public MontageCandidate? Find(string active, string reference) =>
        _usable.Where(candidate => candidate.Name.Active == active && candidate.Name.Reference == reference).MinBy(candidate => candidate.Name.IsEarLobe);

    /// <summary>Two signals against one common reference whose difference is the derivation.</summary>
    public (MontageCandidate Active, MontageCandidate Reference)? FindPair(string active, string reference, out string? obstacle)
    {
        obstacle = null;
        foreach (var first in _usable.Where(candidate => candidate.Name.Active == active))
        {
            if (Find(reference, first.Name.Reference) is not { } second) continue;
            if (first.Signal.SampleRateHz == second.Signal.SampleRateHz) return (first, second);
            obstacle = FormattableString.Invariant(
                $"'{second.Signal.Label}' ({second.Signal.SampleRateHz} Hz) cannot be subtracted from '{first.Signal.Label}' ({first.Signal.SampleRateHz} Hz): the rates differ");
        }

        return null;
    }

    /// <summary>The signal of the electrode against a reference that is not told, or that is common to all.</summary>
    public MontageCandidate? FindBare(string active) =>
        Find(active, "") ?? _usable.FirstOrDefault(candidate => candidate.Name.Active == active && IsCommon(candidate.Name.Reference));

    private static bool IsCommon(string reference) => LabelVocabulary.IsCommonReference(reference.ToLowerInvariant());
}
