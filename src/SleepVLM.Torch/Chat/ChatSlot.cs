using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Chat;

/// <summary>One answer while it is being written, piece by piece to whoever waits for it.</summary>
internal sealed class ChatSlot
{
    private readonly BpeTokenizer _tokenizer;
    private readonly ITokenChooser _chooser;
    private readonly TokenTextDecoder _text;
    private readonly StopText _stop;
    private readonly RepetitionPenalty? _penalty;
    private int _written;

    public ChatSlot(ChatJob job, BpeTokenizer tokenizer)
    {
        (Job, _tokenizer, _text, _stop) = (job, tokenizer, new TokenTextDecoder(tokenizer), new StopText(job.Prompt.Decoding.Stop));
        // A form needs so many tokens; a smaller limit cuts it all the same.
        _chooser = job.Prompt.Grammar is { } grammar
            ? new Sequence(grammar, Math.Max(Decoding.MaxTokens, grammar.MostTokensWithoutProse), Decoding.Decided)
            : new FreeText(tokenizer);
        if (Decoding.RepetitionPenalty != 1) _penalty = new RepetitionPenalty(Decoding.RepetitionPenalty, job.Prompt.Layout.Ids, tokenizer.Count);
        Readout = job.Prompt.Grammar is null ? null : new StageReadout(job.Prompt.Grammar);
    }

    public ChatJob Job { get; }

    /// <summary>Reads the stage's probabilities; null for free text.</summary>
    public StageReadout? Readout { get; }

    public bool IsAtStageChoice => _chooser.IsAtStageChoice;

    /// <summary>The answer is written, or nobody waits for it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The token to go on from.</summary>
    public int LastToken { get; private set; }

    private ChatDecoding Decoding => Job.Prompt.Decoding;

    public void DecideStage(Hypnodensity density) => _chooser.DecideStage(density);

    /// <summary>Writes the next token.</summary>
    /// <param name="logits">One value per token of the vocabulary; changed by a repetition penalty.</param>
    public void Write(Span<float> logits)
    {
        ReadOnlySpan<float> asGiven = _penalty is not null && Decoding.Alternatives is not null ? logits.ToArray() : logits;
        _penalty?.Apply(logits);
        LastToken = _chooser.Write(logits);
        var endsTurn = _chooser is FreeText { IsDone: true };
        if (!endsTurn)
        {
            _written++;
            _penalty?.Note(LastToken);
        }

        // Tokens of the template are no text.
        var text = _tokenizer.IsAdded(LastToken) ? "" : _stop.Append(_text.Append(LastToken));
        IsOver = _chooser.IsDone || _stop.IsStopped || _written == Decoding.MaxTokens;
        if (IsOver && !_stop.IsStopped) text += _stop.Append(_text.Finish()) + (_stop.IsStopped ? "" : _stop.Finish());
        IReadOnlyList<ChatToken> tokens = Decoding.Alternatives is { } alternatives && !endsTurn ? [TokenProbabilities.Of(_tokenizer, asGiven, LastToken, alternatives)] : [];
        if (text.Length > 0 || tokens.Count > 0 || IsOver) Job.Pieces.TryWrite(new ChatDelta(text, tokens, IsOver ? End() : null));
        if (IsOver) Job.Pieces.TryComplete();
    }

    /// <summary>Nobody waits any longer, or it cannot go on.</summary>
    public void GiveUp(Exception reason)
    {
        IsOver = true;
        Job.Pieces.TryComplete(reason);
    }

    private ChatEnd End() => new(
        _chooser.Truncated || (!_chooser.IsDone && !_stop.IsStopped), Job.Prompt.TokenCount, _written, _chooser.Hypnodensity);
}
