using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>Collects channels, in the order of their roles, with the notes that explain them.</summary>
internal sealed class MontageBuilder(Recording recording)
{
    private readonly List<MontageChannel> _channels = [];
    private readonly List<SignalPair> _sources = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<(int First, int Second)> _used = [];

    /// <summary>Adds what was found, unless another role already shows it.</summary>
    public bool TryAdd(ChannelRole role, DerivationChoice choice, MontageCandidate active, MontageCandidate? reference)
    {
        if (!_used.Add((active.Signal.Index, reference?.Signal.Index ?? -1))) return false;
        var isEarLobe = active.Name.IsEarLobe || reference?.Name is { IsEarLobe: true };
        var derivation = new Derivation(
            choice.Active, reference is null ? active.Name.Reference is { Length: > 0 } told ? told : choice.Reference : choice.Reference);
        var origin = reference is not null && choice.Origin == ChannelOrigin.Recorded ? ChannelOrigin.Rereferenced : choice.Origin;
        var subtracted = reference is null ? "" : $"'{reference.Signal.Label}' was subtracted from '{active.Signal.Label}'";
        var ear = isEarLobe ? "the ear lobe stands for the mastoid" : "";
        Add(role, derivation, active.Signal, reference?.Signal, origin, choice.Note, subtracted, ear);
        return true;
    }

    /// <summary>Adds the user's choice.</summary>
    public void AddMapped(ChannelRole role, RecordedSignal first, RecordedSignal? second)
    {
        var derivation = second is not null ? new Derivation(first.Label, second.Label)
            : LabelParser.Parse(first.Label) is { } name ? new Derivation(name.Active, name.Reference)
            : first.Label.Split('-') is [var active, var reference] ? new Derivation(active.Trim(), reference.Trim())
            : new Derivation(first.Label, "");
        var said = second is null ? $"'{first.Label}' was chosen by the user" : $"'{first.Label}' minus '{second.Label}' was chosen by the user";
        Add(role, derivation, first, second, ChannelOrigin.Mapped, said);
    }

    /// <summary>Adds remarks that belong to no channel.</summary>
    public void Note(IEnumerable<string> notes) => _notes.AddRange(notes);

    /// <exception cref="SleepVlmException">Nothing was found.</exception>
    public IMontageSignals Build()
    {
        if (_channels.Count == 0) throw new SleepVlmException(NothingFound());
        var missing = Enum.GetValues<ChannelRole>().Where(role => _channels.All(channel => channel.Role != role)).ToList();
        if (missing.Count > 0) _notes.Add($"not in the recording: {string.Join(", ", missing)}");
        return new RecordingMontage(recording, new Montage(_channels, _notes), _sources);
    }

    private void Add(ChannelRole role, Derivation derivation, RecordedSignal first, RecordedSignal? second, ChannelOrigin origin, params string[] remarks)
    {
        var (pair, unitNote) = UnitInference.Resolve(recording, first, second);
        var note = string.Join("; ", remarks.Append(unitNote).Where(remark => remark.Length > 0));
        string[] labels = second is null ? [first.Label] : [first.Label, second.Label];
        _channels.Add(new MontageChannel(role, derivation, labels, first.SampleRateHz, first.Unit, origin, note));
        _sources.Add(pair);
        if (note.Length > 0) _notes.Add($"{role}: {note}");
    }

    private string NothingFound()
    {
        const int Shown = 60;
        if (recording.Signals.Count == 0) return $"{recording.Path}: holds annotations only, no signal to stage";
        var labels = recording.Signals.Select(signal => $"'{signal.Label}'").ToList();
        var more = labels.Count > Shown ? $" and {labels.Count - Shown} more" : "";
        return $"{recording.Path}: no channel of a staging montage was recognised; the recording has {string.Join(", ", labels.Take(Shown))}{more}; "
            + $"name them, for example --map \"C4={recording.Signals[0].Label}\"";
    }
}
