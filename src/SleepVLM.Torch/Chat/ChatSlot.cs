using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Chat;

/// <summary>One answer while it is being written, piece by piece to whoever waits for it.</summary>
internal sealed class ChatSlot : IAnswer
{
    private readonly BpeTokenizer _tokenizer;
    private readonly ITokenChooser _chooser;
    private readonly TokenTextDecoder _text;
    private readonly StopText _stop;
    private readonly RepetitionPenalty? _penalty;
    private int _written, _last;

    public ChatSlot(ChatJob job, BpeTokenizer tokenizer)
    {
        (Job, _tokenizer, _text, _stop) = (job, tokenizer, new TokenTextDecoder(tokenizer), new StopText(job.Prompt.Decoding.Stop));
        // A form needs so many tokens; a smaller limit cuts it all the same.
        _chooser = job.Prompt.Grammar is { } grammar
            ? new Sequence(grammar, Math.Max(Decoding.MaxTokens, grammar.MostTokensWithoutProse), Decoding.Decided)
            : new FreeText(tokenizer);
        if (Decoding.RepetitionPenalty != 1) _penalty = new RepetitionPenalty(Decoding.RepetitionPenalty, job.Prompt.Layout.Ids, tokenizer.Count);
    }

    public ChatJob Job { get; }

    public WindowPrompt Layout => Job.Prompt.Layout;

    public StageReadout? Readout => Job.Prompt.Grammar?.Readout;

    public bool IsAtStageChoice => _chooser.IsAtStageChoice;

    public bool IsOver { get; private set; }

    public int Unread { get; private set; }

    private ChatDecoding Decoding => Job.Prompt.Decoding;

    public IEnumerable<int> Read(int count)
    {
        Unread = 0;
        return [_last];
    }

    public float[] Weigh(float[] logits, IReadOnlyList<int> ahead)
    {
        _penalty?.Apply(logits, ahead);
        return logits;
    }

    public void DecideStage(Hypnodensity density) => _chooser.DecideStage(density);

    public void Write(Span<float> logits)
    {
        ReadOnlySpan<float> asGiven = _penalty is not null && Decoding.Alternatives is not null ? logits.ToArray() : logits;
        _penalty?.Apply(logits);
        (_last, Unread) = (_chooser.Write(logits), 1);
        var endsTurn = _chooser is FreeText { IsDone: true };
        if (!endsTurn)
        {
            _written++;
            _penalty?.Note(_last);
        }

        // Tokens of the template are no text.
        var text = _tokenizer.IsAdded(_last) ? "" : _stop.Append(_text.Append(_last));
        IsOver = _chooser.IsDone || _stop.IsStopped || _written == Decoding.MaxTokens;
        if (IsOver && !_stop.IsStopped) text += _stop.Append(_text.Finish()) + (_stop.IsStopped ? "" : _stop.Finish());
        IReadOnlyList<ChatToken> tokens = Decoding.Alternatives is { } alternatives && !endsTurn ? [TokenProbabilities.Of(_tokenizer, asGiven, _last, alternatives)] : [];
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
