using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary>Gathers the pictures of a batch; neighbouring windows of a stretch share them.</summary>
internal sealed class BatchPictures(Qwen25VlConfig config, GridThw grid)
{
    private const int Unscored = -100;

    private readonly StillPatches _patches = new(config.Vision);
    private readonly List<float> _waveforms = [];
    private readonly List<long> _stages = [];
    private readonly Dictionary<EpochIndex, int> _numbers = [];
    private readonly int _stretches = PerceptionHeads.StretchesOf(config, grid);
    private TrainingNight? _night;

    /// <summary>Further pictures are of this night.</summary>
    public void Open(TrainingNight night)
    {
        _night = night;
        _numbers.Clear();
    }

    /// <summary>Number of an epoch's picture in the batch; draws it when it is new.</summary>
    public int NumberOf(EpochIndex epoch)
    {
        if (_numbers.TryGetValue(epoch, out var number)) return number;
        var image = _night!.Picture(epoch);
        _patches.Add(image.Rgb, image.WidthPx, image.HeightPx);
        _waveforms.AddRange(StretchTargets.Of(_night.Prepared, epoch, _stretches));
        _stages.Add((long?)_night.StageOf(epoch) ?? Unscored);
        return _numbers[epoch] = _patches.Grids.Count - 1;
    }

    /// <summary>The batch.</summary>
    public PlannedBatch Close(IReadOnlyList<TrainingTurn> turns) =>
        new(_patches.ToValues(), grid, _patches.Grids.Count, turns, [.. _waveforms], [.. _stages]);
}
