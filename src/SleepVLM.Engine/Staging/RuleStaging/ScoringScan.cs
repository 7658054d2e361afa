using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Goes through the night as a scorer does: each epoch by its own signs, or by the stage it continues.</summary>
internal sealed class ScoringScan(IReadOnlyList<EpochSigns?> epochs, NightScale scale, RuleStagerSettings settings)
{
    private readonly SleepStage?[] _stages = new SleepStage?[epochs.Count];
    private readonly StagePoints[] _points = [.. epochs.Select(e => e is null ? default : StagePoints.Of(e, scale, settings))];

    /// <summary>Points of each epoch taken alone.</summary>
    public IReadOnlyList<StagePoints> Points => _points;

    /// <summary>Stages of the night; null where there is nothing to stage.</summary>
    public IReadOnlyList<SleepStage?> Run()
    {
        for (var i = 0; i < epochs.Count; i++) _stages[i] = epochs[i] is { } epoch ? Decide(epoch, i) : null;
        ReachBackFromRem();
        BridgeRem();
        new UnseenRem(epochs, _stages, scale, settings).Apply();
        ResolveMovements();
        return _stages;
    }

    private SleepStage Decide(EpochSigns epoch, int i)
    {
        var before = i > 0 ? _stages[i - 1] : null;
        var points = _points[i];
        if (points.Deep >= 0 && points.Wake < 1.5) return SleepStage.N3;
        if (points.Rem > 1 && points.Wake < 1.5) return SleepStage.R;
        if (points.Wake > 0) return SleepStage.W;
        if (epoch.MarksFirstHalf > 0 || (i > 0 && epochs[i - 1]?.MarksLastHalf > 0 && before is not SleepStage.W)) return SleepStage.N2;
        return before switch
        {
            SleepStage.N2 or SleepStage.N3 => SleepStage.N2,
            SleepStage.R when RemMayContinue(epoch) => SleepStage.R,
            _ => epoch.HasEeg ? SleepStage.N1 : SleepStage.N2,
        };
    }

    /// <summary>Rule R.2: no spindle or K complex, tone stays low. Without EEG nothing could end it, so it does not begin.</summary>
    private bool RemMayContinue(EpochSigns epoch) =>
        epoch is { HasEeg: true, Marks: 0, SlowWaveSeconds: null or < 2 } && (epoch.ChinPlace is not { } tone || tone <= settings.HighestChinPlaceForRem + 0.1);

    /// <summary>Rule R.2 works backwards too: epochs before definite R without marks and with low tone belong to it.</summary>
    private void ReachBackFromRem()
    {
        for (var i = epochs.Count - 2; i >= 0; i--)
            if (_stages[i + 1] == SleepStage.R && _stages[i] is SleepStage.N1 or SleepStage.N2 && epochs[i] is { } epoch
                && (epoch.ChinPlace ?? epoch.RapidEyeMovements) is not null && RemMayContinue(epoch))
                _stages[i] = SleepStage.R;
    }

    /// <summary>A short stretch between two of R with no more than a stray mark belongs to it: detectors find marks that are none.</summary>
    private void BridgeRem()
    {
        for (var i = 1; i < epochs.Count; i++)
        {
            if (_stages[i - 1] != SleepStage.R || _stages[i] is not (SleepStage.N1 or SleepStage.N2)) continue;
            var end = i;
            while (end < epochs.Count && end - i < settings.LongestRemBridgeEpochs && _stages[end] is SleepStage.N1 or SleepStage.N2 && epochs[end] is { Marks: <= 1 }) end++;
            if (end < epochs.Count && _stages[end] == SleepStage.R) Array.Fill(_stages, SleepStage.R, i, end - i);
        }
    }

    /// <summary>Rules MBM.1 and MBM.2, from the end, since an obscured epoch takes the stage that follows.</summary>
    private void ResolveMovements()
    {
        for (var i = epochs.Count - 1; i >= 0; i--)
        {
            if (epochs[i] is not { } epoch || epoch.MovementSeconds <= settings.MajorMovementSeconds) continue;
            var (before, after) = (i > 0 ? _stages[i - 1] : null, i + 1 < epochs.Count ? _stages[i + 1] : null);
            _stages[i] = epoch.AlphaPercent > 0 || (before, after) is (SleepStage.W, SleepStage.W) ? SleepStage.W : after ?? _stages[i];
        }
    }
}
