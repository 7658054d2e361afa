using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Windows with right answers as tensors: stretches of consecutive windows share their pictures.</summary>
/// <param name="Pixels">Pictures of all stretches.</param>
/// <param name="WindowImages">For each window the pictures it shows, int64 <c>[windows * 3]</c>, as picture numbers.</param>
/// <param name="Ids">Question and answer, padded on the right, int64 <c>[windows, length]</c>.</param>
/// <param name="Targets">Next token at each answer position, int64 <c>[windows * answer length]</c>.</param>
/// <param name="Weights">Weight of each target, 0 for padding, float32 <c>[windows * answer length]</c>.</param>
/// <param name="Waveforms">What the pictures show, float32 <c>[pictures, columns, quantities]</c>.</param>
/// <param name="Stages">Stages of the pictures, int64 <c>[pictures]</c>.</param>
/// <param name="StageColumn">Answer position of the first stage token.</param>
/// <param name="AnswerLength">Answer positions of the longest answer.</param>
public sealed record WindowBatch(
    PixelBatch Pixels, Tensor WindowImages, Tensor Ids, Tensor Targets, Tensor Weights, Tensor Waveforms, Tensor Stages, int StageColumn, int AnswerLength)
{
    /// <summary>Builds the batch.</summary>
    /// <param name="runs">Stretches with one neighbour before and one after.</param>
    /// <param name="full">Whether answers hold rationales.</param>
    /// <param name="question">The question's tokens.</param>
    /// <param name="tokenizer">Turns answers into tokens.</param>
    /// <param name="config">Sizes and special tokens.</param>
    /// <param name="stageWeight">Weight of the tokens that name the stage.</param>
    /// <param name="device">Where training runs.</param>
    public static WindowBatch Create(
        IReadOnlyList<ArraySegment<TrainingEpoch>> runs, bool full, WindowPrompt question, BpeTokenizer tokenizer,
        Qwen25VlConfig config, double stageWeight, Device device)
    {
        var answers = new List<int[]>();
        var windowImages = new List<long>();
        var firstImage = 0L;
        foreach (var run in runs)
        {
            for (var i = 1; i + 1 < run.Count; i++)
            {
                answers.Add([.. tokenizer.Encode(full ? run[i].FullAnswer : run[i].StageAnswer), config.EosTokenId]);
                windowImages.AddRange([firstImage + i - 1, firstImage + i, firstImage + i + 1]);
            }

            firstImage += run.Count;
        }

        var longest = answers.Max(answer => answer.Length);
        var stage = StageColumns(tokenizer, answers);
        var ids = new long[answers.Count * (question.Length + longest - 1)];
        var targets = new long[answers.Count * longest];
        var weights = new float[targets.Length];
        for (var row = 0; row < answers.Count; row++)
            FillRow(row, answers[row]);

        var pictures = runs.SelectMany(run => run).ToArray();
        return new WindowBatch(
            PixelBatch.Create([.. pictures.Select(epoch => epoch.Image)], config.Vision, device),
            tensor(windowImages.ToArray(), device: device),
            tensor(ids, [answers.Count, question.Length + longest - 1], device: device),
            tensor(targets, device: device), tensor(weights, device: device),
            tensor(pictures.SelectMany(epoch => epoch.Waveform).ToArray(), [pictures.Length, WaveformTargets.Columns, WaveformTargets.PerColumn], device: device),
            tensor(pictures.Select(epoch => (long)epoch.Stage).ToArray(), device: device), stage.Start, longest);

        // The last token is only ever a target, so the input is one shorter than question and answer together.
        void FillRow(int row, int[] answer)
        {
            var at = row * (question.Length + longest - 1);
            Array.Fill(ids, config.PadTokenId, at, question.Length + longest - 1);
            for (var i = 0; i < question.Length; i++) ids[at + i] = question.Ids[i];
            for (var i = 0; i < answer.Length; i++)
            {
                if (i + 1 < answer.Length) ids[at + question.Length + i] = answer[i];
                targets[row * longest + i] = answer[i];
                weights[row * longest + i] = i >= stage.Start && i < stage.End ? (float)stageWeight : 1;
            }
        }
    }

    // The stage is the first value of the answer; N1, N2 and N3 are spelt in two tokens, W and R in one.
    private static (int Start, int End) StageColumns(BpeTokenizer tokenizer, List<int[]> answers)
    {
        var start = 1;
        while (!tokenizer.Decode(answers[0][..start]).EndsWith(": \"", StringComparison.Ordinal)) start++;
        return (start, start + 2);
    }
}
