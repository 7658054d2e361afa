using SleepVLM.Contracts;

namespace SleepVLM.Torch.Answers;

/// <summary>Reads the hypnodensity off a model's logits where the stage is spelled by several tokens.</summary>
/// <remarks>
/// P(N2) = P(first token of N2) * P(second | first), each normalised over the tokens that lead to a stage; the five add up to 1. A tokenizer that cuts
/// <c>N2</c> into <c>N</c> and <c>2</c> asks for logits at two places: the choice point, and after <c>N</c>, whichever stage is then written.
/// </remarks>
public sealed class StageReadout
{
    private readonly List<(int[] Prefix, int[] Branches)> _places = [];
    private readonly IReadOnlyList<IReadOnlyList<int>> _paths;

    /// <param name="paths">The tokens that spell each stage, in the order W, N1, N2, N3, R.</param>
    internal StageReadout(IReadOnlyList<IReadOnlyList<int>> paths)
    {
        _paths = paths;
        foreach (var prefix in _paths.SelectMany(path => Enumerable.Range(0, path.Count).Select(length => path.Take(length).ToArray())))
        {
            if (_places.Exists(place => place.Prefix.SequenceEqual(prefix))) continue;
            var branches = _paths.Where(path => path.Count > prefix.Length && path.Take(prefix.Length).SequenceEqual(prefix))
                .Select(path => path[prefix.Length]).Distinct().ToArray();
            // With one way on there is nothing to weigh.
            if (branches.Length > 1) _places.Add((prefix, branches));
        }
    }

    /// <summary>Token sequences after which logits are needed, counted from the choice point; the first is empty.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Prefixes => [.. _places.Select(place => place.Prefix)];

    /// <summary>Puts the stages' probabilities together.</summary>
    /// <param name="logits">For each of <see cref="Prefixes"/> the logits of the next token, at least as long as the vocabulary.</param>
    /// <exception cref="ArgumentException">Another number of rows.</exception>
    public Hypnodensity Combine(IReadOnlyList<float[]> logits)
    {
        if (logits.Count != _places.Count) throw new ArgumentException($"{logits.Count} rows of logits for {_places.Count} places", nameof(logits));
        var values = new float[_paths.Count];
        for (var stage = 0; stage < values.Length; stage++)
        {
            var probability = 1.0;
            for (var place = 0; place < _places.Count; place++)
            {
                var (prefix, branches) = _places[place];
                if (_paths[stage].Count > prefix.Length && _paths[stage].Take(prefix.Length).SequenceEqual(prefix))
                    probability *= Share(logits[place], branches, _paths[stage][prefix.Length]);
            }

            values[stage] = (float)probability;
        }

        return Hypnodensity.FromValues(values);
    }

    private static double Share(float[] logits, int[] branches, int token)
    {
        var highest = branches.Max(branch => logits[branch]);
        return Math.Exp(logits[token] - highest) / branches.Sum(branch => Math.Exp(logits[branch] - highest));
    }
}
