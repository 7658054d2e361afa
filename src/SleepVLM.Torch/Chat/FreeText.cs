using System.Numerics.Tensors;
using SleepVLM.Contracts;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Chat;

/// <summary>Any text: the likeliest token each time, until the model ends its turn.</summary>
/// <param name="tokenizer">Tells the tokens that end a turn, and how many tokens there are.</param>
internal sealed class FreeText(BpeTokenizer tokenizer) : ITokenChooser
{
    private readonly int[] _ends = [.. tokenizer.Vocabulary.Added.Where(token => token.Content is QwenTokens.TurnEnd or QwenTokens.EndOfText).Select(token => token.Id)];

    public bool IsDone { get; private set; }

    public bool Truncated => false;

    public bool IsAtStageChoice => false;

    public Hypnodensity? Hypnodensity => null;

    public void DecideStage(Hypnodensity density) => throw new InvalidOperationException("free text has no stage to decide");

    public int Write(Span<float> logits)
    {
        var token = TensorPrimitives.IndexOfMax(logits[..tokenizer.Count]);
        if (!float.IsFinite(logits[token])) throw new SleepVlmException("the model's probabilities are no numbers; its weights are damaged or need another precision");
        IsDone = _ends.Contains(token);
        return token;
    }
}
