using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Training;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>The reference's training step: three pictures, a prompt, an answer of 24 tokens.</summary>
internal static class GoldenStep
{
    public static TrainingSettings Settings { get; } = new(
        Windows: 1, BatchRuns: 1, RunLength: 1, WarmUpShare: 0, PerceptionWeight: 0, AverageFromShare: 1, NightsAtATime: 1);

    public static Qwen25Vl Model()
    {
        var model = ModelFiles.Load(GoldenQwen.ShardedFolder, Qwen25VlConfig.Read(GoldenQwen.ShardedFolder), CPU);
        model.train();
        return model;
    }

    /// <summary>The sequence of three pictures, and on demand behind it that of one.</summary>
    public static PlannedStep Plan(Qwen25VlConfig config, bool both)
    {
        var patches = new StillPatches(config.Vision);
        for (var k = 0; k < 3; k++) patches.Add(GoldenQwen.Picture(k), 448, 224);
        var answer = Ids("answer_ids");
        List<TrainingTurn> turns = [Turn("prompt_ids", answer, [0, 1, 2], config)];
        if (both) turns.Add(Turn("prompt_1img_ids", answer[..10], [1], config));
        return new PlannedStep(0, TurnKind.Fine, [new PlannedBatch(patches.ToValues(), patches.Grids[0], 3, turns, [], [])]);
    }

    private static TrainingTurn Turn(string prompt, int[] answer, int[] pictures, Qwen25VlConfig config) =>
        new(WindowPrompt.Create(Ids(prompt), [.. pictures.Select(_ => new GridThw(1, 16, 32))], config), answer, 0, 0, pictures);

    private static int[] Ids(string name) => [.. GoldenQwen.Read("inputs.json").GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
