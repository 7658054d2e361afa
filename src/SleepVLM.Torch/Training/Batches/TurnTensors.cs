using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Turns as tensors. What all turns have in common before the first picture stands once; what follows is padded on the right.</summary>
/// <param name="PrefixIds">The common beginning, int64 <c>[1, prefix]</c>; null where there is none.</param>
/// <param name="PrefixRotary">Its angles.</param>
/// <param name="Ids">The rest of question and answer, int64 <c>[turns, length]</c>.</param>
/// <param name="Rotary">Its angles, <c>[turns or 1, length, head width]</c>.</param>
/// <param name="ImagePlaces">Flat places of image tokens in <paramref name="Ids"/>, int64.</param>
/// <param name="ShownPictures">The pictures shown, turn after turn, int64.</param>
/// <param name="AnswerPlaces">Flat places in <paramref name="Ids"/> of the tokens before each target, int64 <c>[targets]</c>.</param>
/// <param name="Targets">Tokens to be learned, int64 <c>[targets]</c>.</param>
/// <param name="Weights">Their weights, float32 <c>[targets]</c>.</param>
internal sealed record TurnTensors(
    Tensor? PrefixIds, RotaryTable? PrefixRotary, Tensor Ids, RotaryTable Rotary, Tensor ImagePlaces, Tensor ShownPictures,
    Tensor AnswerPlaces, Tensor Targets, Tensor Weights)
{
    public static TurnTensors Create(IReadOnlyList<TrainingTurn> turns, Qwen25VlConfig config, double stageWeight, Device device)
    {
        var prefix = CommonPrefix(turns);
        var length = turns.Max(turn => turn.InputLength) - prefix;
        var ids = new long[turns.Count * length];
        Array.Fill(ids, config.PadTokenId);
        List<long> places = [], shown = [], answerPlaces = [], targets = [];
        List<float> weights = [];
        for (var row = 0; row < turns.Count; row++)
        {
            var turn = turns[row];
            var start = row * length - prefix;
            for (var i = prefix; i < turn.InputLength; i++) ids[start + i] = turn.IdAt(i);
            places.AddRange(turn.Question.ImagePlaces.Select(place => start + turn.Question.PrefixLength + place));
            shown.AddRange(turn.Pictures.Select(picture => (long)picture));
            for (var i = 0; i < turn.Answer.Length; i++)
            {
                answerPlaces.Add(start + turn.Question.Length - 1 + i);
                targets.Add(turn.Answer[i]);
                weights.Add(i >= turn.StageStart && i < turn.StageStart + turn.StageLength ? (float)stageWeight : 1);
            }
        }

        return new TurnTensors(
            prefix == 0 ? null : tensor(Enumerable.Range(0, prefix).Select(i => (long)turns[0].IdAt(i)).ToArray(), device: device).unsqueeze(0),
            prefix == 0 ? null : MropeTable.Create(config, Positions(turns.Take(1), 0, prefix), device),
            tensor(ids, [turns.Count, length], device: device), Rotaries(turns, config, prefix, length, device),
            tensor(places.ToArray(), device: device), tensor(shown.ToArray(), device: device),
            tensor(answerPlaces.ToArray(), device: device), tensor(targets.ToArray(), device: device), tensor(weights.ToArray(), device: device));
    }

    private static int CommonPrefix(IReadOnlyList<TrainingTurn> turns)
    {
        var first = turns[0].Question;
        var common = first.PrefixLength;
        foreach (var question in turns.Select(turn => turn.Question).Distinct())
            common = Math.Min(Math.Min(common, question.PrefixLength), first.Ids.AsSpan().CommonPrefixLength(question.Ids));
        return common;
    }

    // Turns that ask the same have the same positions, their answers included.
    private static RotaryTable Rotaries(IReadOnlyList<TrainingTurn> turns, Qwen25VlConfig config, int from, int length, Device device)
    {
        var alike = turns.All(turn => ReferenceEquals(turn.Question, turns[0].Question));
        return MropeTable.Create(config, Positions(turns.Take(alike ? 1 : turns.Count), from, length), device, alike ? 1 : turns.Count);
    }

    // [3, turns * length]: positions count on behind the question.
    private static int[] Positions(IEnumerable<TrainingTurn> turns, int from, int length)
    {
        var questions = turns.Select(turn => turn.Question).ToArray();
        var positions = new int[3 * questions.Length * length];
        for (var axis = 0; axis < 3; axis++)
            for (var row = 0; row < questions.Length; row++)
                for (var i = 0; i < length; i++)
                {
                    var (question, at) = (questions[row], from + i);
                    positions[(axis * questions.Length + row) * length + i] =
                        at < question.Length ? question.Positions[axis * question.Length + at] : question.NextPosition + at - question.Length;
                }

        return positions;
    }
}
