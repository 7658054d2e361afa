using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Chat;

/// <summary>Tells how likely tokens were.</summary>
internal static class TokenProbabilities
{
    /// <summary>A token with the likeliest ones at its place.</summary>
    /// <param name="tokenizer">Gives the bytes.</param>
    /// <param name="logits">One value per token, as the model gave them.</param>
    /// <param name="token">The token that was taken.</param>
    /// <param name="alternatives">How many others to tell.</param>
    public static ChatToken Of(BpeTokenizer tokenizer, ReadOnlySpan<float> logits, int token, int alternatives)
    {
        logits = logits[..tokenizer.Count];
        var highest = float.NegativeInfinity;
        foreach (var value in logits) highest = Math.Max(highest, value);
        var sum = 0.0;
        foreach (var value in logits) sum += Math.Exp(value - highest);
        var norm = highest + Math.Log(sum);
        var best = new PriorityQueue<int, float>(alternatives + 1);
        for (var id = 0; id < logits.Length && alternatives > 0; id++)
        {
            if (best.Count < alternatives) best.Enqueue(id, logits[id]);
            else best.EnqueueDequeue(id, logits[id]);
        }

        var likeliest = new ChatAlternative[best.Count];
        for (var place = likeliest.Length - 1; place >= 0; place--)
        {
            var id = best.Dequeue();
            likeliest[place] = new ChatAlternative(tokenizer.TokenBytes(id).ToArray(), logits[id] - norm);
        }

        return new ChatToken(tokenizer.TokenBytes(token).ToArray(), logits[token] - norm, likeliest);
    }
}
