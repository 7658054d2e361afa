using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Chat;

/// <summary>Takes questions in while answers are being written, as far as memory allows. Runs on the model's thread.</summary>
internal sealed class ChatDecoder(Qwen25Vl model, BpeTokenizer tokenizer, ChatLimits limits) : IDisposable
{
    // A longer cache is asked for in steps, so that it is not moved for every question.
    private const int CapacityStep = 256;

    private readonly PromptReader _reader = new(model, limits.KeptBytes);
    private readonly AnswerWriter<ChatSlot> _writer = new(model);

    /// <summary>Answers being written.</summary>
    public int Count => _writer.Answers.Count;

    /// <summary>Pictures that had to be encoded so far.</summary>
    public long EncodedPictures => _reader.EncodedPictures;

    /// <summary>Whether questions can be taken in beside those being answered. One question alone always can.</summary>
    public bool HasRoomFor(IEnumerable<ChatJob> questions)
    {
        ChatJob[] all = [.. Jobs, .. questions];
        return all.Length <= 1 || (all.Length <= limits.MostTogether && (long)all.Length * CapacityFor(all) <= limits.MostTokensTogether);
    }

    /// <summary>Reads questions that are laid out alike and writes the first token of each answer.</summary>
    public void Start(IReadOnlyList<ChatJob> alike)
    {
        using var noGradients = no_grad();
        _writer.Cache.Reserve(Count + alike.Count, CapacityFor([.. Jobs, .. alike]), limits.MostTokensTogether);
        _writer.Cache.Add(alike.Count);
        var logits = _reader.Read([.. alike.Select(job => job.Prompt)], _writer.Cache);
        _writer.Begin([.. alike.Select(job => new ChatSlot(job, tokenizer))], logits);
    }

    /// <summary>Writes one token of every answer.</summary>
    public void Step()
    {
        foreach (var slot in _writer.Answers.Where(slot => slot.Job.Cancelled.IsCancellationRequested)) slot.GiveUp(new OperationCanceledException(slot.Job.Cancelled));
        _writer.Step();
    }

    /// <summary>Gives all answers up and starts afresh.</summary>
    public void FailAll(Exception reason)
    {
        foreach (var slot in _writer.Answers) slot.GiveUp(reason);
        _writer.Clear();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    private IEnumerable<ChatJob> Jobs => _writer.Answers.Select(slot => slot.Job);

    private static int CapacityFor(ChatJob[] jobs) => (jobs.Max(job => job.Prompt.MostTokens) + CapacityStep - 1) / CapacityStep * CapacityStep;
}
