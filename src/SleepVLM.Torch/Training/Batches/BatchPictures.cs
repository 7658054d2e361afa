using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary>Gathers the pictures of a batch; neighbouring windows of a stretch share them.</summary>
internal sealed class BatchPictures(Qwen25VlConfig config, GridThw grid)
{
    private const int Unscored = -100;

    private readonly List<float[]> _patches = [];
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
        _patches.Add(ImagePatches.CreateStill(image.Rgb.Span, image.WidthPx, image.HeightPx, config.Vision).Values);
        _waveforms.AddRange(StretchTargets.Of(_night.Prepared, epoch, _stretches));
        _stages.Add((long?)_night.StageOf(epoch) ?? Unscored);
        return _numbers[epoch] = _patches.Count - 1;
    }

    /// <summary>The batch.</summary>
    public PlannedBatch Close(IReadOnlyList<TrainingTurn> turns)
    {
        var values = new float[_patches.Sum(patches => patches.Length)];
        var at = 0;
        foreach (var patches in _patches)
        {
            patches.CopyTo(values, at);
            at += patches.Length;
        }

        return new PlannedBatch(values, grid, _patches.Count, turns, [.. _waveforms], [.. _stages]);
    }
}
