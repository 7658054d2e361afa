using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Testing;
using SleepVLM.Torch.Tests.Generation;
using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>Training runs of seconds: a tiny model on simulated nights of twelve minutes.</summary>
internal sealed class TinyTraining : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyModelFolder _model = new();

    public static TrainingSettings Settings { get; } = new(
        Windows: 24, BatchRuns: 2, RunLength: 2, FineShare: 0.5, AverageFromShare: 0.3, NightsAtATime: 2, ValidateEvery: 8, PeakLearningRate: 3e-3);

    public static SimulatedNights Nights(int firstSeed = 300, int? count = null) =>
        new(TrainingCohort.Named("six").With(12), RenderStyle.SleepVlm(), new SeedRange(firstSeed, count));

    public string Folder(string name) => Path.Combine(_folder.Path, name);

    public TrainingJob Job(string name, TrainingSettings? settings = null) => new(
        Folder(name), settings ?? Settings, Nights(), RenderStyle.SleepVlm(), TinyModelFolder.Prompts, TinyModelFolder.Setting.Rules)
    {
        From = _model.Path, CheckpointMinutes = 0, Validation = [new ValidationSet("held-out", Nights(600, 1), 12)],
    };

    public void Dispose()
    {
        _folder.Dispose();
        _model.Dispose();
    }

    /// <summary>Remembers steps, and does something after each.</summary>
    internal sealed class Watcher(Action<TrainingStep>? then = null) : ITrainingWatcher
    {
        public List<TrainingStep> Steps { get; } = [];

        public List<string> Notes { get; } = [];

        public void Note(string text) => Notes.Add(text);

        public void Stepped(TrainingStep step)
        {
            Steps.Add(step);
            then?.Invoke(step);
        }

        public void Validated(long windows, IReadOnlyList<(string Set, Agreement Agreement)> agreements) => Notes.Add($"validated behind {windows}");
    }
}
