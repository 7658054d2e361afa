namespace SleepVLM.Contracts;

/// <summary>A model that looks at three pictures and answers in text.</summary>
/// <remarks>Pictures travel in the question; what comes out is plain data. One thread owns the weights.</remarks>
public interface IVisionLanguageModel : IAsyncDisposable
{
    /// <summary>Name and hashes for the record.</summary>
    ModelIdentity Identity { get; }

    /// <summary>The answer names the stage before the rationale, so that a stage can be given to be explained (<see cref="WindowQuestion.Decided"/>).</summary>
    bool DecidesFirst { get; }

    /// <summary>Answers the questions in their order; each distinct picture is encoded once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; answers already given stay valid.</exception>
    IAsyncEnumerable<WindowAnswer> AnswerAsync(
        IEnumerable<WindowQuestion> questions, AnswerOptions options, CancellationToken cancellationToken);
}

/// <summary>Who decides.</summary>
/// <param name="Name">Shown name, for example <c>nano</c>.</param>
/// <param name="Sha256">Hash of weights and settings, hexadecimal; for a remote model of what its server tells of them.</param>
/// <param name="Prompt">Name of the prompt it was trained with.</param>
/// <param name="PromptSha256">Hash of that prompt.</param>
/// <param name="ParameterCount">Number of weights; 0 where a remote engine does not tell.</param>
public sealed record ModelIdentity(string Name, string Sha256, string Prompt, string PromptSha256, long ParameterCount)
{
    /// <summary>Engine that runs the weights, with its version, for example <c>vLLM 0.11.0</c>; null for our own.</summary>
    public string? Engine { get; init; }

    /// <summary>Style of the pictures that it wants to see; null for the published one.</summary>
    public string? RenderStyle { get; init; }

    /// <summary>Where the prompt comes from; null for a prompt of the program's own.</summary>
    public PromptOrigin? PromptOrigin { get; init; }

    /// <summary>Repetition penalty that the prompt asks for and the engine applies; null for none.</summary>
    public double? RepetitionPenalty { get; init; }
}

/// <summary>A target epoch with its neighbours. At the edge of a recording a neighbour repeats the edge epoch.</summary>
/// <param name="Previous">Picture of the epoch before.</param>
/// <param name="Target">Picture of the epoch to stage.</param>
/// <param name="Next">Picture of the epoch after.</param>
/// <param name="Decided">Stage that the answer is to give and explain, decided from more than this window; null lets the model decide.</param>
public sealed record WindowQuestion(EpochImage Previous, EpochImage Target, EpochImage Next, SleepStage? Decided = null);

/// <summary>How much the model is to say.</summary>
public enum RationaleDetail
{
    /// <summary>Stage, rules and prose.</summary>
    Full,
    /// <summary>Stage and rules only.</summary>
    Stage,
}

/// <summary>Settings of one run.</summary>
/// <param name="Detail">How much to say; default full.</param>
/// <param name="MaxTokens">Longest answer in tokens; default 256.</param>
/// <param name="BatchSize">Windows decoded together; default 32.</param>
public sealed record AnswerOptions(RationaleDetail Detail = RationaleDetail.Full, int MaxTokens = 256, int BatchSize = 32)
{
    /// <summary>Only the stage and its probabilities are wanted: a model that names the stage first may leave the rest of the answer out. Default no.</summary>
    public bool StageAlone { get; init; }

    /// <summary>The same windows will be asked again with decided stages, so that what is read of them is worth keeping. Default no.</summary>
    public bool AskedAgain { get; init; }
}

/// <summary>A model's answer to one question.</summary>
/// <param name="Target">Epoch it speaks of.</param>
/// <param name="Text">The answer to the letter.</param>
/// <param name="Truncated">Cut by the length limit.</param>
/// <param name="Hypnodensity">Probabilities of the stage token, renormalised over the five stages; the model's own where the stage was given, too. Null where they are not known.</param>
/// <param name="TokenCount">Tokens generated.</param>
public sealed record WindowAnswer(EpochIndex Target, string Text, bool Truncated, Hypnodensity? Hypnodensity, int TokenCount)
{
    /// <summary>Why the question was refused, as a clause: then there is no answer, and the text is empty. Null where it was answered.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was out of the ordinary, for the provenance of the outcome.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
