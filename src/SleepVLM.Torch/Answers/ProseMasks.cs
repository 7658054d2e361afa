using System.Numerics;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Answers;

/// <summary>For each state of the prose the tokens that may come, found when first asked for and kept.</summary>
/// <remarks>A pass over Qwen's 151,665 tokens takes milliseconds; there are about twenty states of 19 kB.</remarks>
internal sealed class ProseMasks
{
    private readonly BpeTokenizer _tokenizer;
    private readonly Lazy<(uint[] Mask, int? Only)>[] _states;
    private readonly Lazy<int[]>[] _waysOut;

    public ProseMasks(BpeTokenizer tokenizer, ProseAutomaton automaton, int vocabularySize)
    {
        (_tokenizer, Automaton) = (tokenizer, automaton);
        var states = Enumerable.Range(0, automaton.StateCount).ToArray();
        _states = Array.ConvertAll(states, state => new Lazy<(uint[], int?)>(() => Build(state, vocabularySize)));
        _waysOut = Array.ConvertAll(states, state => new Lazy<int[]>(() => tokenizer.EncodeBytes(automaton.ShortestWayOut(state))));
    }

    public ProseAutomaton Automaton { get; }

    /// <summary>Most tokens from anywhere in the prose to its end, if it is closed by <see cref="ClosingTokens"/> or is being closed already.</summary>
    public int MostClosingTokens => Math.Max(Automaton.ClosingLength, Enumerable.Range(0, Automaton.StateCount).Max(state => ClosingTokens(state).Length));

    public uint[] Mask(int state) => _states[state].Value.Mask;

    public int? OnlyToken(int state) => _states[state].Value.Only;

    public int[] ClosingTokens(int state) => _waysOut[state].Value;

    /// <summary>Where a token leads, or <see cref="ProseAutomaton.Dead"/>.</summary>
    public int Step(int state, int token)
    {
        var bytes = _tokenizer.IsAdded(token) ? default : _tokenizer.TokenBytes(token);
        return bytes.IsEmpty ? ProseAutomaton.Dead : Automaton.Step(state, bytes);
    }

    private (uint[] Mask, int? Only) Build(int state, int vocabularySize)
    {
        var mask = TokenBits.Create(vocabularySize);
        for (var token = 0; token < _tokenizer.Count; token++)
            if (Step(state, token) != ProseAutomaton.Dead) TokenBits.Set(mask, token);
        var only = mask.Sum(BitOperations.PopCount) == 1 ? Array.FindIndex(mask, word => word != 0) : -1;
        return (mask, only < 0 ? null : (only * 32) + BitOperations.TrailingZeroCount(mask[only]));
    }
}

/// <summary>Sets of tokens: token i is bit i % 32 of word i / 32.</summary>
internal static class TokenBits
{
    public static uint[] Create(int vocabularySize) => new uint[(vocabularySize + 31) / 32];

    public static void Set(uint[] bits, int token) => bits[token >> 5] |= 1u << (token & 31);

    public static void Clear(uint[] bits, int token) => bits[token >> 5] &= ~(1u << (token & 31));

    public static bool Has(ReadOnlySpan<uint> bits, int token) => token >= 0 && token >> 5 < bits.Length && (bits[token >> 5] >> (token & 31) & 1) != 0;
}
