using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;

namespace SleepVLM.Torch.Generation;

/// <summary>One answer while it is being written.</summary>
internal interface IAnswer
{
    /// <summary>The question it stands behind.</summary>
    WindowPrompt Layout { get; }

    /// <summary>Nothing is left to write, or nobody waits for it.</summary>
    bool IsOver { get; }

    /// <summary>Reads the stage's probabilities; null for free text.</summary>
    StageReadout? Readout { get; }

    /// <summary>The next token decides the stage and none is decided yet.</summary>
    bool IsAtStageChoice { get; }

    /// <summary>Tokens written that the model has not read yet; one at least after each <see cref="Write"/>.</summary>
    int Unread { get; }

    /// <summary>Takes the first of them to be read.</summary>
    IEnumerable<int> Read(int count);

    /// <summary>Logits as they count where the stage is decided.</summary>
    /// <param name="logits">One value per token of the vocabulary; changed in place.</param>
    /// <param name="ahead">The beginning of a stage's spelling that is tried.</param>
    float[] Weigh(float[] logits, IReadOnlyList<int> ahead);

    /// <summary>Takes the probabilities that decide the stage.</summary>
    void DecideStage(Hypnodensity density);

    /// <summary>Writes the next token, and on as far as there is no choice.</summary>
    /// <param name="logits">One value per token of the vocabulary; may be changed.</param>
    void Write(Span<float> logits);
}
