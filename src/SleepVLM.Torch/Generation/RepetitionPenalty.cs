namespace SleepVLM.Torch.Generation;

/// <summary>Makes tokens that stand in the prompt or the answer already less likely (Keskar et al. 2019, arXiv 1909.05858), as transformers does it.</summary>
/// <remarks>
/// One for each sequence. It changes logits alone, so that keys and values of the prompt's shared beginning stay shared; the tokens of that beginning, image pads among
/// them, count like all others of the prompt. A token that stands there many times is penalised once.
/// </remarks>
/// <param name="penalty">Positive logits are divided by it, negative ones multiplied; 1 changes nothing.</param>
/// <param name="prompt">Tokens of the prompt.</param>
/// <param name="vocabulary">Number of tokens.</param>
public sealed class RepetitionPenalty(float penalty, IEnumerable<int> prompt, int vocabulary)
{
    private readonly HashSet<int> _seen = [.. prompt.Where(token => token >= 0 && token < vocabulary)];

    /// <summary>Changes the logits of the next token in place.</summary>
    /// <param name="logits">One value per token of the vocabulary.</param>
    /// <param name="ahead">Tokens that are tried behind those noted, and not written.</param>
    public void Apply(Span<float> logits, params IEnumerable<int> ahead)
    {
        foreach (var token in _seen.Union(ahead)) logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
    }

    /// <summary>Notes a token that was written.</summary>
    public void Note(int token) => _seen.Add(token);
}
