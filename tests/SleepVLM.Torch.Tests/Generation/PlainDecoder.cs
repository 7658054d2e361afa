using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>Decodes one window by the letter of the definition: all tokens anew for each token, no cache, no shared prefix, no batch; the penalty over all ids that stand there.</summary>
internal sealed class PlainDecoder(Qwen25Vl model, WindowPrompt prompt, AnswerGrammar grammar, float penalty)
{
    /// <summary>The answer's tokens, and the stages' probabilities where one of them was chosen.</summary>
    public (int[] Tokens, double[] Stages) Answer(WindowQuestion window, int maxTokens)
    {
        var state = grammar.Start();
        var (tokens, stages) = (new List<int>(), Array.Empty<double>());
        while (!state.IsComplete)
        {
            var written = Choose();
            tokens.AddRange(written);
            foreach (var token in written) state.Advance(token);
        }

        return ([.. tokens], stages);

        IReadOnlyList<int> Choose()
        {
            if (state.IsStageChoicePoint)
            {
                stages = [.. grammar.StagePaths.Select(path => Likelihood(path, window, tokens))];
                return grammar.StagePaths[Array.IndexOf(stages, stages.Max())];
            }

            if (state.MustClose(maxTokens - tokens.Count)) return state.ClosingTokens;
            var logits = Logits(window, tokens);
            return [Enumerable.Range(0, logits.Length).Where(state.IsAllowed).MaxBy(token => logits[token])];
        }
    }

    // Product over a spelling's tokens, each against the others that lead to a stage from there.
    private double Likelihood(IReadOnlyList<int> path, WindowQuestion window, List<int> before)
    {
        var likelihood = 1.0;
        for (var place = 0; place < path.Count; place++)
        {
            var logits = Logits(window, [.. before, .. path.Take(place)]);
            var ways = grammar.StagePaths.Where(other => other.Count > place && other.Take(place).SequenceEqual(path.Take(place))).Select(other => other[place]).Distinct();
            likelihood /= ways.Sum(way => Math.Exp(logits[way] - logits[path[place]]));
        }

        return likelihood;
    }

    private float[] Logits(WindowQuestion window, IReadOnlyList<int> answer)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        int[] ids = [.. prompt.Ids, .. answer];
        var batch = PixelBatch.Create([window.Previous, window.Target, window.Next], model.Config.Vision, model.Device);
        var places = Enumerable.Range(0, ids.Length).Where(i => ids[i] == model.Config.ImageTokenId).Select(i => (long)i).ToArray();
        var embedded = model.Embed(tensor(Array.ConvertAll(ids, id => (long)id)).unsqueeze(0), model.EncodeImages(batch.Pixels, batch.Grids), tensor(places));
        var positions = Enumerable.Range(0, 3).SelectMany(axis =>
            prompt.Positions.Skip(axis * prompt.Length).Take(prompt.Length).Concat(Enumerable.Range(prompt.NextPosition, answer.Count))).ToArray();
        var mask = full([ids.Length, ids.Length], float.NegativeInfinity).triu(1);
        var hidden = model.Decode(embedded, new DecoderPass(MropeTable.Create(model.Config, positions, model.Device), mask, null));
        var logits = model.Logits(hidden.narrow(1, ids.Length - 1, 1)).contiguous().data<float>().ToArray();
        foreach (var id in ids.Distinct()) logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty;
        return logits;
    }
}
