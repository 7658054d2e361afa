using SleepVLM.Contracts;

namespace SleepVLM.Torch.Chat;

/// <summary>Chooses the tokens of one answer, one after the other.</summary>
internal interface ITokenChooser
{
    /// <summary>Nothing is left to write.</summary>
    bool IsDone { get; }

    /// <summary>The text was closed before its end to keep the length limit.</summary>
    bool Truncated { get; }

    /// <summary>The next token decides the stage and none is decided yet.</summary>
    bool IsAtStageChoice { get; }

    /// <summary>Probabilities read where the stage was decided.</summary>
    Hypnodensity? Hypnodensity { get; }

    /// <summary>Takes the probabilities that decide the stage.</summary>
    void DecideStage(Hypnodensity density);

    /// <summary>Chooses the next token.</summary>
    /// <param name="logits">One value per token of the vocabulary; may be changed.</param>
    int Write(Span<float> logits);
}
