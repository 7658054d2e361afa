namespace SleepVLM.Torch.Generation;

/// <summary>Makes tokens that stand in the prompt or the answer already less likely (Keskar et al. 2019, arXiv 1909.05858), as transformers does it.</summary>
/// <param name="penalty">Positive logits are divided by it, negative ones multiplied; 1 changes nothing.</param>
/// <param name="prompt">Tokens of the prompt.</param>
/// <param name="vocabulary">Number of tokens.</param>
public sealed class RepetitionPenalty(float penalty, IEnumerable<int> prompt, int vocabulary)
{
    private readonly HashSet<int> _seen = [.. prompt.Where(token => token >= 0 && token < vocabulary)];

    /// <summary>Changes the logits of the next token in place.</summary>
    /// <param name="logits">One value per token of the vocabulary.</param>
    public void Apply(Span<float> logits)
    {
        foreach (var token in _seen) logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
    }

    /// <summary>Notes a token that was written.</summary>
    public void Note(int token) => _seen.Add(token);
}
