using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary>Plans steps: a function of the seed, the source and the step's number, whatever came before.</summary>
/// <param name="settings">Sizes, shares, seed.</param>
/// <param name="nights">Gives nights in the order of draws.</param>
/// <param name="turns">Words questions and answers; null in perceptual pre-training.</param>
/// <param name="config">Sizes of patches.</param>
/// <param name="grid">Patches of a picture.</param>
public sealed class StepPlanner(TrainingSettings settings, NightQueue nights, TurnMaker? turns, Qwen25VlConfig config, GridThw grid)
{
    /// <summary>Plans a step; steps must be asked for in order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while a night is being made.</exception>
    public PlannedStep Plan(long step, CancellationToken cancellationToken)
    {
        var kind = turns is null ? TurnKind.Picture : settings.KindOf(step);
        var batches = new PlannedBatch[settings.Accumulate];
        for (var i = 0; i < batches.Length; i++) batches[i] = PlanBatch((step * batches.Length + i) * settings.BatchRuns, kind, cancellationToken);
        return new PlannedStep(step, kind, batches);
    }

    private PlannedBatch PlanBatch(long firstDraw, TurnKind kind, CancellationToken cancellationToken)
    {
        var pictures = new BatchPictures(config, grid);
        var planned = new List<TrainingTurn>();
        for (var draw = firstDraw; draw < firstDraw + settings.BatchRuns; draw++)
        {
            var (night, targets) = nights.Take(draw, cancellationToken);
            pictures.Open(night);
            for (var i = targets.Start.Value; i < targets.End.Value; i++)
            {
                var epoch = night.Epochs[i];
                if (turns is null) pictures.NumberOf(epoch.Index);
                else if (turns.Create(epoch, kind, new SplitMix(settings.Seed, 3, (ulong)draw, (ulong)i).Next(), []) is { } turn)
                    planned.Add(turn with { Pictures = [.. night.WindowOf(epoch.Index).Select(pictures.NumberOf)] });
            }
        }

        return pictures.Close(planned);
    }
}
