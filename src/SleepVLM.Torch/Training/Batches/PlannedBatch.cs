using SleepVLM.Torch.Images;

namespace SleepVLM.Torch.Training;

/// <summary>What is learnt from at once, as plain data: pictures, what they show, and turns about them.</summary>
/// <param name="Patches">Normalised patches of all pictures.</param>
/// <param name="Grid">Patches of a picture.</param>
/// <param name="PictureCount">Pictures.</param>
/// <param name="Turns">Questions with answers; none in perceptual pre-training.</param>
/// <param name="Waveforms">Waveform quantities in units of spread, <c>[pictures, stretches * quantities]</c>.</param>
/// <param name="Stages">Stage of each picture, -100 where nobody scored.</param>
public sealed record PlannedBatch(
    PatchValues Patches, GridThw Grid, int PictureCount, IReadOnlyList<TrainingTurn> Turns, float[] Waveforms, long[] Stages);

/// <summary>One step of the optimizer.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Kind">What its windows are asked.</param>
/// <param name="Batches">Batches whose gradients add up.</param>
public sealed record PlannedStep(long Number, TurnKind Kind, IReadOnlyList<PlannedBatch> Batches);
