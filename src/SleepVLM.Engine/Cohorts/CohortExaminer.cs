using SleepVLM.Contracts;
using SleepVLM.Engine.Checking;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Cohorts;

/// <summary>Looks at the files of one line of a manifest: recording, channels, scoring, rationales, and whether they belong together.</summary>
internal sealed class CohortExaminer(ManifestRow row, CohortSplit split, CohortOptions options, CancellationToken cancellationToken)
{
    private readonly List<string> _notes = [];

    /// <exception cref="SleepVlmException">A file cannot be used; one sentence says which and why.</exception>
    public CohortRecording Examine()
    {
        using var recording = Recording.Open(row.Recording);
        var montage = MontageResolver.Resolve(recording, row.Channels).Montage;
        var hypnogram = Hypnogram();
        var grid = ScoringGrid.Of(hypnogram, recording);
        if (grid.OnsetSeconds > 0)
            _notes.Add(FormattableString.Invariant($"epochs begin {grid.OnsetSeconds:0.##} s into the recording, where the scorer's begin"));
        if (grid.OutsideCount > ScoringGrid.MostOutside)
            throw new HypnogramFormatException(hypnogram.Path, null,
                $"{grid.OutsideCount} scored epochs lie outside the recording, which has {grid.Stages.Count}; check that both are of the same night and that epochs are 30 s long");
        if (grid.OutsideCount > 0) _notes.Add($"{grid.OutsideCount} scored epochs lie outside the recording");
        if (options.NeedsScoring && grid.Stages.All(stage => stage is null))
            throw new HypnogramFormatException(hypnogram.Path, null, "no epoch has a stage; name the file with the scoring");

        return new CohortRecording(
            row.Line, row.Recording, row.Subject, split, row.Channels, montage, grid.OnsetSeconds, grid.Stages, Rationales(grid.Stages))
        {
            Notes = _notes, OutsideCount = grid.OutsideCount,
        };
    }

    private Hypnogram Hypnogram()
    {
        try
        {
            return HypnogramReader.Read(row.Hypnogram ?? row.Recording, cancellationToken);
        }
        catch (HypnogramFormatException error) when (row.Hypnogram is null && error.Line is null)
        {
            if (!options.NeedsScoring) return new Hypnogram(row.Recording, null, [], []);
            throw new HypnogramFormatException(row.Recording, null, "it has no stage annotations of its own; name its scoring in the column hypnogram", error);
        }
    }

    private Rationale?[] Rationales(IReadOnlyList<SleepStage?> stages)
    {
        var rationales = new Rationale?[stages.Count];
        if (row.Rationales is null) return rationales;
        var file = RationaleReader.Read(row.Rationales, null, cancellationToken, row.Subject);
        int[] scored = [.. Enumerable.Range(0, stages.Count).Where(epoch => stages[epoch] is not null)];
        var (apart, first) = (0, (GivenRationale?)null);
        foreach (var given in file.Rationales)
        {
            if (given.Index.Value >= (file.CountsScoredEpochs ? scored.Length : stages.Count))
                throw new RationaleFormatException(file.Path, given.Line, file.CountsScoredEpochs
                    ? $"N {given.Index.Value} lies beyond the {scored.Length} scored epochs, which N counts from 0; check that both are of the same night"
                    : $"{given.Index} lies beyond the recording, which has {stages.Count} epochs; check that both are of the same night");
            var epoch = file.CountsScoredEpochs ? scored[given.Index.Value] : given.Index.Value;
            RequireRules(file, given);
            if (given.Stage is not null && given.Stage == stages[epoch]) rationales[epoch] = given.Rationale;
            else if (given.Stage is not null && stages[epoch] is not null)
            {
                apart++;
                first ??= given;
            }
        }

        if (first is not null) NoteApart(file, apart, first);
        return rationales;
    }

    private void RequireRules(RationaleFile file, GivenRationale given)
    {
        if (options.Rules is { } book && given.Rationale.ApplicableRules.FirstOrDefault(id => book.Find(id) is null) is { Value: { } unknown })
            throw new RationaleFormatException(file.Path, given.Line, $"{HypnogramFormatException.Quote(unknown)} is no rule; rules are {string.Join(", ", book.Rules.Select(rule => rule.Id))}");
    }

    /// <summary>A rationale for another stage than the scored one teaches a contradiction; where there are many, the files do not belong together.</summary>
    private void NoteApart(RationaleFile file, int apart, GivenRationale first)
    {
        if (file.CountsScoredEpochs || 2 * apart > file.Rationales.Count)
            throw new RationaleFormatException(file.Path, first.Line,
                $"{first.Stage} is not the stage that the hypnogram gives this epoch, and so in {apart} of {file.Rationales.Count} lines; check that both are of the same night and how epochs are counted");
        _notes.Add($"{apart} rationales argue for another stage than the hypnogram and are left out");
    }
}
